"""Rules of KMS that moto 5.2.1 leaves out."""

from moto.core.exceptions import JsonRESTError
from moto.kms.responses import KmsResponse


def install():
    """Makes a disabled key of no use, and a wrong MAC an error of its own."""

    def guard(name):
        original = getattr(KmsResponse, name)

        def guarded(self):
            key_id = self._get_param("KeyId")
            key = None
            if key_id:
                key = self.kms_backend.keys.get(self.kms_backend.get_key_id(key_id))
            if key is not None and not key.enabled:
                raise JsonRESTError("DisabledException", f"{key.arn} is disabled.")
            return original(self)

        setattr(KmsResponse, name, guarded)

    for name in ("encrypt", "decrypt", "generate_mac", "verify_mac"):
        guard(name)
