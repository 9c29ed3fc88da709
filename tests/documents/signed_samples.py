"""PDFs signed with certificates of our own."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

from asn1crypto import keys, x509
from cryptography import x509 as crypto_x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, SimpleSigner, sign_pdf
from pyhanko.sign.fields import SigFieldSpec
from pyhanko_certvalidator.registry import SimpleCertificateStore


def signer(name: str = "Camille Aubry", *, days: int = 365) -> SimpleSigner:
    """A self-signed signer whose certificate ends in `days`, which may be negative."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = crypto_x509.Name([crypto_x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        crypto_x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(crypto_x509.random_serial_number())
        .not_valid_before(now - timedelta(days=800))
        .not_valid_after(now + timedelta(days=days))
        .sign(key, hashes.SHA256())
    )
    der = serialization.Encoding.DER
    private = key.private_bytes(
        der, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return SimpleSigner(
        signing_cert=x509.Certificate.load(certificate.public_bytes(der)),
        signing_key=keys.PrivateKeyInfo.load(private),
        cert_registry=SimpleCertificateStore(),
    )


def signed(content: bytes, by: SimpleSigner | None = None, field: str = "Signature1") -> bytes:
    """Sign a PDF in a new revision."""
    writer = IncrementalPdfFileWriter(BytesIO(content))
    out: BytesIO = sign_pdf(
        writer,
        PdfSignatureMetadata(field_name=field),
        signer=by or signer(),
        new_field_spec=SigFieldSpec(field),
    )
    return out.getvalue()
