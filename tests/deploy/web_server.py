"""nginx run with deploy/nginx.conf itself; only ports, certificate and folders are put in place of the sample's."""

import datetime
import getpass
import os
import shutil
import ssl
from collections.abc import Mapping
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.faults.installation import ROOT, Process, listens, wait_until
from tests.webhooks.receivers import free_port

SAMPLE = ROOT / "deploy" / "nginx.conf"
HOST = "reports.example.org"
# What nginx must be told outside the http block, and where it keeps what it would write.
FRAME = """
{user}
daemon off;
pid {folder}/nginx.pid;
worker_processes 1;
events {{ worker_connections 256; }}
http {{
    client_body_temp_path {folder}/bodies;
    proxy_temp_path {folder}/answers;
    fastcgi_temp_path {folder}/unused;
    uwsgi_temp_path {folder}/unused;
    scgi_temp_path {folder}/unused;
    include {folder}/portal.conf;
}}
"""


def sample_with(changes: Mapping[str, str]) -> str:
    """The sample with each text put in place of another, which must be there."""
    text = SAMPLE.read_text()
    for old, new in changes.items():
        assert old in text, f"deploy/nginx.conf no longer says {old!r}: mend tests/deploy/web_server.py"
        text = text.replace(old, new)
    return text


class WebServer(Process):
    """Listens for TLS on a port of its own, before two web processes."""

    def __init__(self, folder: Path, behind: tuple[int, int], **changes: str) -> None:
        self.folder, self.port = folder, free_port()
        for name in ("bodies", "answers", "unused"):
            (folder / name).mkdir(parents=True)
        make_certificate(folder)
        (folder / "portal.conf").write_text(sample_with(self._places(behind) | changes))
        (folder / "nginx.conf").write_text(FRAME.format(folder=folder, user=user()))
        super().__init__([shutil.which("nginx") or "nginx", "-e", "stderr", "-c", str(folder / "nginx.conf")], {}, folder / "log")
        wait_until(lambda: listens(self.port), why=f"nginx did not start; see {self.log}")

    def _places(self, behind: tuple[int, int]) -> dict[str, str]:
        return {
            "127.0.0.1:8000": f"127.0.0.1:{behind[0]}",
            "127.0.0.1:8001": f"127.0.0.1:{behind[1]}",
            "listen 80;": f"listen 127.0.0.1:{free_port()};",
            "listen 443 ssl;": f"listen 127.0.0.1:{self.port} ssl;",
            "/etc/portal/tls/": f"{self.folder}/",
        }

    @property
    def trust(self) -> ssl.SSLContext:
        """Trusts this server's certificate and no other."""
        return ssl.create_default_context(cafile=str(self.folder / "fullchain.pem"))


def user() -> str:
    """Who reads bodies: whoever runs the test, since nobody else may write into its folders."""
    return f"user {getpass.getuser()};" if os.geteuid() == 0 else ""


def make_certificate(folder: Path) -> None:
    """A certificate for the sample's host name, valid for a day."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    today = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - datetime.timedelta(hours=1))
        .not_valid_after(today + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "fullchain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "privkey.pem").write_bytes(private)
