"""A server's encrypted side: the handshake of PostgreSQL with a certificate made for the trial."""

import contextlib
import datetime
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


def certificate(folder: Path, name: str, host: str = "127.0.0.1") -> Path:
    """A self-signed certificate for a host, with its key in the same file."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    with contextlib.suppress(ValueError):
        address = x509.IPAddress(ipaddress.ip_address(host))
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{name}.pem"
    plain = serialization.NoEncryption()
    secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM) + secret)
    return file


def with_certificate(file: Path) -> Callable[[socket.socket], Any]:
    """What a wire does with each connection that comes to it, as a server with this certificate would."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)

    def wrap(near: socket.socket) -> Any:
        near.recv(8)  # the request for encryption
        near.sendall(b"S")
        return _Turns(context.wrap_socket(near, server_side=True))

    return wrap


class _Turns:
    """An encrypted socket that two threads use: reading and writing take turns."""

    def __init__(self, inner: ssl.SSLSocket) -> None:
        self._inner, self._turn = inner, threading.Lock()
        inner.settimeout(0.02)

    def recv(self, most: int) -> bytes:
        while True:
            with contextlib.suppress(TimeoutError), self._turn:
                return self._inner.recv(most)
            threading.Event().wait(0.001)

    def sendall(self, data: bytes) -> None:
        with self._turn:
            self._inner.sendall(data)

    def shutdown(self, how: int) -> None:
        self._inner.shutdown(how)

    def close(self) -> None:
        self._inner.close()
