"""Encryption of a protected profile: scrypt makes the key, AES-GCM seals the records.

A PIN of four digits keeps relatives out, not thieves: whoever takes the file can try all 10,000 in
about twenty minutes. A passphrase of several words withstands that. A forgotten secret cannot be
recovered by anybody. The faces say both before a profile is protected.

What only protected profiles need is imported when it is first used.
"""

import json
import os
import zlib
from typing import NamedTuple

from buergerapp.tracker import problems

COST = 2**17
"""scrypt's N; with r = 8 one try costs 128 MB and about 0.4 s (measured 2026)."""

_R, _P = 8, 1
_NONCE_BYTES = 12
_PROOF = b"buergerapp"


class Lock(NamedTuple):
    """How a key follows from a secret, and a proof by which a wrong secret is told from damage."""

    salt: bytes
    cost: int
    proof: bytes

    def stored(self) -> str:
        """Return the form that is kept beside the sealed records."""
        return json.dumps({"salt": self.salt.hex(), "cost": self.cost, "proof": self.proof.hex()})

    @classmethod
    def from_stored(cls, text: str) -> "Lock":
        """Return the lock behind :meth:`stored`.

        Raises:
            DamagedFile: It is not readable.
        """
        try:
            data = json.loads(text)
            return cls(bytes.fromhex(data["salt"]), int(data["cost"]), bytes.fromhex(data["proof"]))
        except (ValueError, KeyError, TypeError) as error:
            raise problems.damaged(None) from error

    def key(self, secret: str) -> bytes:
        """Return the key behind the right secret.

        Raises:
            WrongSecret: It is not the right one.
        """
        key = _derived(secret, self.salt, self.cost)
        if _opened(key, self.proof, b"") != _PROOF:
            raise problems.wrong_secret()
        return key


def new_lock(secret: str) -> tuple[Lock, bytes]:
    """Return a new lock for a secret, and its key."""
    salt = os.urandom(16)
    key = _derived(secret, salt, COST)
    return Lock(salt, COST, _closed(key, _PROOF, b"")), key


def seal(key: bytes, profile: str, data: bytes) -> bytes:
    """Return data compressed and encrypted, bound to its profile."""
    return _closed(key, zlib.compress(data, 1), profile.encode())


def unseal(key: bytes, profile: str, sealed: bytes) -> bytes:
    """Return what :func:`seal` was given.

    Raises:
        DamagedFile: A single bit is different.
    """
    data = _opened(key, sealed, profile.encode())
    if data is None:
        raise problems.damaged(None)
    return zlib.decompress(data)


def _derived(secret: str, salt: bytes, cost: int) -> bytes:
    import hashlib
    import unicodedata

    # The same words typed on another keyboard may be composed differently.
    words = unicodedata.normalize("NFKC", secret).encode()
    memory = 128 * cost * _R * 2
    return hashlib.scrypt(words, salt=salt, n=cost, r=_R, p=_P, maxmem=memory, dklen=32)


def _closed(key: bytes, data: bytes, bound_to: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, data, bound_to)


def _opened(key: bytes, sealed: bytes, bound_to: bytes) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], bound_to)
    except (InvalidTag, ValueError):
        return None
