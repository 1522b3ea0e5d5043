"""Certificates are checked: a site that cannot prove who it is, is not asked for anything."""

import ssl
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from archive.store.certificates import read_certificates
from sample.reports_site.site import SampleSite
from tests.conftest import IMPOLITE, ROOT, Home


def certificate(folder: Path, begin: datetime, end: datetime) -> Path:
    """A certificate for 127.0.0.1, valid from `begin` to `end`, signed by itself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "a sample site")])
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), begin, end)
    alternative = x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))])
    signed = builder.add_extension(alternative, critical=False).sign(key, hashes.SHA256())
    path = folder / "certificate.pem"
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(key.private_bytes(*form) + signed.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.mark.parametrize("trusted", [True, False])
def test_a_certificate_that_nobody_vouches_for(home: Home, drawn: Path, trusted: bool) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    pem = certificate(home.folder, now - timedelta(days=1), now + timedelta(days=8))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    options = [word for setting in (*IMPOLITE, "RETRY_TIMES=0") for word in ("-s", setting)]
    site = SampleSite(drawn)
    site._server.socket = context.wrap_socket(site._server.socket, server_side=True)
    with site:
        address = site.url.replace("http:", "https:")
        ran = subprocess.run(
            [str(Path(sys.executable).with_name("scrapy")), "update", "ofsted_reports", "-a", f"site={address}", "-a", "limit=1", *options],
            env=home.environment | ({"SSL_CERT_FILE": str(pem)} if trusted else {}),
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    told = ran.stdout + ran.stderr
    met = read_certificates(home.database)
    if trusted:
        assert met["127.0.0.1"].ends == now + timedelta(days=8)
        assert home.rows("select count(*) > 0 from documents where kind = 'provider_page'") == [(1,)], told
    else:
        assert met == {}
        assert ran.returncode == 18, told
        assert "certificate verify failed" in told
        assert "blocked — the certificate of 127.0.0.1:" in ran.stdout
        assert "markup" not in ran.stdout
        assert site.requests == []
