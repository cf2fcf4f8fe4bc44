"""Ed25519 signatures under checkpoints, in the signed-note format of transparency logs (C2SP).

Needs the optional package `cryptography` (`pip install 'navicert[sign]'`). The key is a file for
its owner alone; whoever checks needs the public line that `make_key` returns.
"""

from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from engine import durable
from records.checkpoints import Checkpoint
from records.faults import SigningError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_ED25519: Final = b"\x01"
_KEY_NAME: Final = "navicert-records"


def make_key(path: Path) -> str:
    """Make a key in a new file at `path`; returns the line that checks its signatures.

    Raises SigningError if the file exists or cannot be written.
    """
    _require_package()
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        NoEncryption,
        PrivateFormat,
    )

    if path.exists():
        raise SigningError(f"{path} exists already: a key is never written over.")
    key = Ed25519PrivateKey.generate()
    content = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    try:
        durable.make_folder(path.parent)
        durable.write_whole(path, content)
    except OSError as error:
        raise SigningError(f"{path} cannot be written: {error.strerror}.") from error
    return public_line(path)


def public_line(path: Path) -> str:
    """The verifier key of the key at `path`: name, key hash and public key."""
    public = _public_bytes(_read_key(path))
    key_hash = _key_hash(_KEY_NAME, public)
    return f"{_KEY_NAME}+{key_hash.hex()}+{b64encode(_ED25519 + public).decode()}"


def sign(checkpoint: Checkpoint, path: Path) -> Checkpoint:
    """The checkpoint with a signature by the key at `path` under it. Raises SigningError."""
    key = _read_key(path)
    signature = key.sign(checkpoint.signed_text.encode())
    key_hash = _key_hash(_KEY_NAME, _public_bytes(key))
    line = f"— {_KEY_NAME} {b64encode(key_hash + signature).decode()}"
    return replace(checkpoint, signatures=(*checkpoint.signatures, line))


def check(checkpoint: Checkpoint, public: str) -> None:
    """Check that the checkpoint bears a signature by the key of the line `public`.

    Raises SigningError if it bears none, or one that does not fit.
    """
    _require_package()
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    name, key_hash, public_key = _read_public_line(public)
    for line in checkpoint.signatures:
        words = line.split(" ")
        if len(words) != 3 or words[1] != name:
            continue
        try:
            blob = b64decode(words[2], validate=True)
        except Base64Error:
            continue
        if blob[:4] != key_hash:
            continue
        try:
            Ed25519PublicKey.from_public_bytes(public_key).verify(
                blob[4:], checkpoint.signed_text.encode()
            )
        except InvalidSignature:
            raise SigningError(
                "The checkpoint bears a signature by this key that does not fit its text: one of "
                "the two was changed."
            ) from None
        return
    raise SigningError("The checkpoint bears no signature by this key.")


def _read_public_line(line: str) -> tuple[str, bytes, bytes]:
    parts = line.strip().split("+", 2)
    try:
        name, key_hash = parts[0], bytes.fromhex(parts[1])
        blob = b64decode(parts[2], validate=True)
    except (IndexError, ValueError):
        raise SigningError("The public key is not a line NAME+HASH+KEY.") from None
    public = blob[1:]
    if blob[:1] != _ED25519 or len(public) != 32 or _key_hash(name, public) != key_hash:
        raise SigningError("The public key is not an Ed25519 key, or its hash does not fit it.")
    return name, key_hash, public


def _key_hash(name: str, public: bytes) -> bytes:
    return sha256(name.encode() + b"\n" + _ED25519 + public).digest()[:4]


def _public_bytes(key: "Ed25519PrivateKey") -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def _read_key(path: Path) -> "Ed25519PrivateKey":
    _require_package()
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except OSError as error:
        raise SigningError(f"The key {path} cannot be read: {error.strerror}.") from error
    except (ValueError, TypeError):
        raise SigningError(f"{path} holds no key that Navicert wrote.") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise SigningError(f"{path} holds a key of another kind than Ed25519.")
    return key


def _require_package() -> None:
    try:
        import cryptography  # noqa: F401
    except ImportError:
        raise SigningError(
            "Signing needs the package “cryptography”: pip install 'navicert[sign]'."
        ) from None
