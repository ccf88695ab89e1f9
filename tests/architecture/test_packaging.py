"""What is installed, and what the wheel carries."""

import importlib.metadata
import re

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.sources import ROOT, settings

PLATFORMS = ("linux", "win32", "darwin")
# The tools that build a wheel stand in an environment of their own, so their needs are not seen from here.
BUILDING = {"hatchling", "editables", "trove-classifiers", "tomlkit", "pathspec", "pluggy", "packaging"}


def constraints() -> list[Requirement]:
    """The lines of the version list."""
    lines = (ROOT / "packaging/constraints.txt").read_text("utf-8").splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def test_packaging_stays_a_plain_folder_so_that_it_does_not_hide_the_library_of_that_name() -> None:
    assert not (ROOT / "packaging/__init__.py").exists()


def test_the_version_list_names_each_package_once_at_one_version() -> None:
    names = [canonicalize_name(line.name) for line in constraints()]
    assert len(names) == len(set(names))
    assert [str(line) for line in constraints() if not re.fullmatch(r"==[\w.]+", str(line.specifier))] == []


def test_the_version_list_names_what_the_project_needs_on_every_platform_and_nothing_else() -> None:
    project = settings()["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    wanted += project["optional-dependencies"]["postgres"]
    needed = {name for platform in PLATFORMS for name in needs(wanted, platform)}
    assert {canonicalize_name(line.name) for line in constraints()} == needed | BUILDING


def needs(wanted: list[str], platform: str) -> set[str]:
    """Every package these requirements bring in on a platform, as far as it is installed here to ask."""
    ahead = [child for child in map(Requirement, wanted) if applies(child, platform, set())]
    found: set[str] = set()
    while ahead:
        requirement = ahead.pop()
        name = canonicalize_name(requirement.name)
        key = f"{name}{sorted(requirement.extras)}"
        if key in found or name == "ewloe-desktop":
            continue
        found |= {key, name}
        ahead += [child for child in children(name) if applies(child, platform, requirement.extras)]
    return {name for name in found if "[" not in name}


def children(name: str) -> list[Requirement]:
    """What an installed package requires; nothing for one that belongs to another platform."""
    try:
        return [Requirement(text) for text in importlib.metadata.requires(name) or []]
    except importlib.metadata.PackageNotFoundError:
        return []


def applies(requirement: Requirement, platform: str, extras: set[str]) -> bool:
    """Whether a requirement counts on a platform, asked for with these extras."""
    system = {"linux": "Linux", "win32": "Windows", "darwin": "Darwin"}[platform]
    environment = {**default_environment(), "sys_platform": platform, "platform_system": system}
    marker = requirement.marker
    return marker is None or any(marker.evaluate({**environment, "extra": extra}) for extra in ("", *extras))


def test_the_wheel_carries_resources_and_data_inside_the_package() -> None:
    wheel = settings()["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert set(wheel["only-include"]) == {"ewloe_desktop", "ewloe_check.py", "resources", "data"}
    assert wheel["sources"] == {"resources": "ewloe_desktop/resources", "data": "ewloe_desktop/data"}
