"""Rules of AWS Secrets Manager that moto 5.2.1 leaves out."""

import base64
import json
import re
import time

from moto.secretsmanager import exceptions, models, responses

from .steady import steady

MAXIMUM_VALUE_BYTES = 65_536
MAXIMUM_LABELS = 20
MARKED_FOR_DELETION = (
    "You can't perform this operation on the secret because it was marked for deletion."
)
NO_TOKEN = "You must provide a ClientRequestToken value. We recommend a UUID-type value."
TOO_MANY_LABELS = (
    "The request failed because it would exceed one of the Secrets Manager quotas: staging labels."
)

created = {}  # (secret ARN, version id) -> time of creation
collected = set()  # (secret ARN, version id) of versions that the service removed


def error(code, message):
    problem = exceptions.SecretsManagerClientError(code, message)
    problem.code = 400
    return problem


def holder(secret, stage):
    """The version that has the stage, or None."""
    for version_id, version in secret.versions.items():
        if stage in version["version_stages"]:
            return version_id
    return None


def label_count(secret):
    return sum(len(version["version_stages"]) for version in secret.versions.values())


def move_current(secret, version_id):
    """Gives AWSCURRENT to a version and AWSPREVIOUS to the one that had it."""
    old = holder(secret, "AWSCURRENT")
    if old and old != version_id:
        previous = holder(secret, "AWSPREVIOUS")
        if previous:
            secret.versions[previous]["version_stages"].remove("AWSPREVIOUS")
        secret.versions[old]["version_stages"].remove("AWSCURRENT")
        secret.versions[old]["version_stages"].append("AWSPREVIOUS")
    stages = secret.versions[version_id]["version_stages"]
    if "AWSPREVIOUS" in stages:
        stages.remove("AWSPREVIOUS")
    if "AWSCURRENT" not in stages:
        stages.append("AWSCURRENT")
    secret.default_version_id = version_id


def install(maximum_versions, collect_after_seconds):
    """Patches moto's Secrets Manager."""
    backend_class = models.SecretsManagerBackend
    steady(backend_class, "list_secrets")
    # Each look for a name goes through all of them.
    steady(models.SecretsStore, "__getitem__", "__contains__", "get", "pop")
    secret_class = models.FakeSecret

    def collect(secret):
        """Removes the oldest versions without a stage, as the service does above about 100."""
        unlabelled = [v for v, entry in secret.versions.items() if not entry["version_stages"]]
        while len(secret.versions) > maximum_versions and unlabelled:
            version_id = unlabelled.pop(0)
            age = time.time() - created.get((secret.arn, version_id), 0)
            if age < collect_after_seconds:
                continue
            del secret.versions[version_id]
            collected.add((secret.arn, version_id))

    def reset_default_version(self, secret_version, version_id):
        # moto takes every custom label off the version that was current.
        stages = [s for s in secret_version["version_stages"] if s != "AWSCURRENT"]
        for stage in stages:
            other = holder(self, stage)
            if other and other != version_id:
                self.versions[other]["version_stages"].remove(stage)
        secret_version["version_stages"] = stages
        self.versions[version_id] = secret_version
        move_current(self, version_id)

    secret_class.reset_default_version = reset_default_version

    def labelled_versions(self):
        return {
            version_id: version["version_stages"]
            for version_id, version in self.versions.items()
            if version["version_stages"]
        }

    secret_class._form_version_ids_to_stages = labelled_versions

    def check_value(text, binary):
        if text and binary:
            raise error(
                "InvalidParameterException",
                "You can't specify both a binary secret value and a string secret value in the "
                "same secret.",
            )
        size = len((text or "").encode()) if text is not None else 0
        if binary is not None:
            size = len(base64.b64decode(binary))
        if size > MAXIMUM_VALUE_BYTES:
            raise error(
                "ValidationException",
                "1 validation error detected: Value at 'secretString' failed to satisfy "
                f"constraint: Member must have length less than or equal to {MAXIMUM_VALUE_BYTES}",
            )

    def check_labels(secret, stages):
        new = [stage for stage in stages if not holder(secret, stage)]
        moves_previous = (
            "AWSCURRENT" in stages and not holder(secret, "AWSPREVIOUS") and secret.versions
        )
        if label_count(secret) + len(new) + bool(moves_previous) > MAXIMUM_LABELS:
            raise error("LimitExceededException", TOO_MANY_LABELS)

    add_secret = backend_class._add_secret

    def strict_add_secret(self, secret_id, secret_string=None, secret_binary=None, **rest):
        check_value(secret_string, secret_binary)
        if secret_id in self.secrets:
            if secret_string or secret_binary:
                stages = rest.get("version_stages") or ["AWSCURRENT"]
                check_labels(self.secrets[secret_id], stages)
        elif not re.fullmatch(r"[A-Za-z0-9/_+=.@!-]{1,512}", secret_id):
            raise error(
                "ValidationException",
                "Invalid name. Must be a valid name containing alphanumeric characters, or any of "
                "the following: -/_+=.@!",
            )
        secret, is_new = add_secret(
            self, secret_id, secret_string=secret_string, secret_binary=secret_binary, **rest
        )
        for version_id in secret.versions:
            created.setdefault((secret.arn, version_id), time.time())
        collect(secret)
        return secret, is_new

    backend_class._add_secret = strict_add_secret

    def refuse_when_deleted(name):
        original = getattr(backend_class, name)

        def guarded(self, *arguments, **named):
            secret_id = named.get("secret_id", arguments[0] if arguments else None)
            if secret_id in self.secrets and self.secrets[secret_id].is_deleted():
                raise error("InvalidRequestException", MARKED_FOR_DELETION)
            return original(self, *arguments, **named)

        setattr(backend_class, name, guarded)

    create_secret = backend_class.create_secret

    def strict_create_secret(self, name, client_request_token=None, **rest):
        if not client_request_token and (rest.get("secret_string") or rest.get("secret_binary")):
            raise error("InvalidRequestException", NO_TOKEN)
        if name in self.secrets and self.secrets[name].is_deleted():
            raise error(
                "InvalidRequestException",
                "You can't create this secret because a secret with this name is already "
                "scheduled for deletion.",
            )
        return create_secret(self, name=name, client_request_token=client_request_token, **rest)

    backend_class.create_secret = strict_create_secret

    put_secret_value = backend_class.put_secret_value

    def strict_put_secret_value(self, secret_id, client_request_token=None, **rest):
        if not client_request_token:
            raise error("InvalidRequestException", NO_TOKEN)
        return put_secret_value(
            self, secret_id=secret_id, client_request_token=client_request_token, **rest
        )

    backend_class.put_secret_value = strict_put_secret_value

    update_secret = backend_class.update_secret

    def strict_update_secret(self, secret_id, client_request_token=None, **rest):
        secret = self.secrets.get(secret_id)
        if secret is None:
            raise exceptions.SecretNotFoundException()
        if rest.get("secret_string") or rest.get("secret_binary"):
            if client_request_token in secret.versions:
                raise exceptions.ResourceExistsException(
                    f"You can't use ClientRequestToken {client_request_token} because that value "
                    f"is already in use for a version of secret {secret.arn}."
                )
            return update_secret(
                self, secret_id=secret_id, client_request_token=client_request_token, **rest
            )
        if secret.is_deleted():
            raise error("InvalidRequestException", MARKED_FOR_DELETION)
        # moto wants a token here; AWS does not when only metadata changes.
        if rest.get("description") is not None:
            secret.description = rest["description"]
        if rest.get("kms_key_id") is not None:
            secret.kms_key_id = rest["kms_key_id"]
        return json.dumps({"ARN": secret.arn, "Name": secret.name})

    backend_class.update_secret = strict_update_secret

    for name in ("put_secret_value", "tag_resource", "untag_resource"):
        refuse_when_deleted(name)

    def update_secret_version_stage(
        self, secret_id, version_stage, remove_from_version_id, move_to_version_id
    ):
        if secret_id not in self.secrets:
            raise exceptions.SecretNotFoundException()
        secret = self.secrets[secret_id]
        check_stage_move(secret, version_stage, remove_from_version_id, move_to_version_id)
        current = holder(secret, version_stage)
        if version_stage == "AWSCURRENT":
            move_current(secret, move_to_version_id)
        elif current != move_to_version_id:
            if current:
                secret.versions[current]["version_stages"].remove(version_stage)
            if move_to_version_id:
                secret.versions[move_to_version_id]["version_stages"].append(version_stage)
        return secret.arn, secret.name

    backend_class.update_secret_version_stage = update_secret_version_stage

    get_secret_value = backend_class.get_secret_value

    def strict_get_secret_value(self, secret_id, version_id, version_stage):
        secret = self.secrets.get(secret_id)
        if secret is not None and not secret.is_deleted():
            version_id = chosen_version(secret, version_id, version_stage)
            version_stage = None
        return get_secret_value(self, secret_id, version_id, version_stage)

    backend_class.get_secret_value = strict_get_secret_value

    def check_token(token):
        if token and not str(token).isdecimal():
            raise error("InvalidNextTokenException", "The NextToken value is invalid.")

    list_secrets = backend_class.list_secrets

    def strict_list_secrets(self, filters, next_token=None, **rest):
        check_token(next_token)
        return list_secrets(self, filters=filters, next_token=next_token, **rest)

    backend_class.list_secrets = strict_list_secrets

    batch_get_secret_value = backend_class.batch_get_secret_value

    def strict_batch_get_secret_value(self, secret_id_list=None, **rest):
        check_token(rest.get("next_token"))
        if secret_id_list and len(secret_id_list) > 20:
            raise error(
                "ValidationException",
                "1 validation error detected: Value at 'secretIdList' failed to satisfy "
                "constraint: Member must have length less than or equal to 20",
            )
        return batch_get_secret_value(self, secret_id_list=secret_id_list, **rest)

    backend_class.batch_get_secret_value = strict_batch_get_secret_value

    rotate_secret = backend_class.rotate_secret

    def strict_rotate_secret(self, secret_id, rotation_lambda_arn=None, **rest):
        secret = self.secrets.get(secret_id)
        if secret is not None and not (rotation_lambda_arn or secret.rotation_lambda_arn):
            raise error(
                "InvalidRequestException",
                "No Lambda rotation function ARN is associated with this secret.",
            )
        return rotate_secret(
            self, secret_id=secret_id, rotation_lambda_arn=rotation_lambda_arn, **rest
        )

    backend_class.rotate_secret = strict_rotate_secret

    responses.SecretsManagerResponse.list_secret_version_ids = list_secret_version_ids


def check_stage_move(secret, stage, remove_from, move_to):
    """Refuses what UpdateSecretVersionStage refuses."""
    if secret.is_deleted():
        raise error("InvalidRequestException", MARKED_FOR_DELETION)
    if not 1 <= len(stage or "") <= 256:
        raise error(
            "ValidationException",
            "1 validation error detected: Value at 'versionStage' failed to satisfy constraint: "
            "Member must have length between 1 and 256",
        )
    for version_id in (remove_from, move_to):
        if version_id and version_id not in secret.versions:
            raise error(
                "ResourceNotFoundException",
                f"Secrets Manager can't find the specified secret version: {version_id}",
            )
    current = holder(secret, stage)
    if current and current not in (move_to, remove_from):
        if remove_from:
            message = (
                "The version in RemoveFromVersionId does not have staging label "
                f"{stage} attached. It is attached to {current}."
            )
        else:
            message = (
                "The parameter RemoveFromVersionId can't be empty. Staging label "
                f"{stage} is currently attached to version {current}, so you must explicitly "
                "reference that version in RemoveFromVersionId."
            )
        raise error("InvalidParameterException", message)
    if not current and remove_from:
        raise error(
            "InvalidParameterException",
            f"Staging label {stage} is not attached to version {remove_from}.",
        )
    if not move_to and stage == "AWSCURRENT":
        raise error(
            "InvalidParameterException",
            "You can't remove staging label AWSCURRENT without moving it to another version.",
        )
    if move_to and not current and label_count(secret) + 1 > MAXIMUM_LABELS:
        raise error("LimitExceededException", TOO_MANY_LABELS)


def chosen_version(secret, version_id, stage):
    """The version that GetSecretValue reads; moto forgets stage moves."""
    if version_id and (secret.arn, version_id) in collected:
        raise error(
            "InvalidRequestException",
            f"You can't perform this operation on secret version {version_id} because it was "
            "deleted.",
        )
    if not version_id:
        stage = stage or "AWSCURRENT"
        found = holder(secret, stage)
        if not found:
            raise error(
                "ResourceNotFoundException",
                f"Secrets Manager can't find the specified secret value for staging label: {stage}",
            )
        return found
    if version_id not in secret.versions:
        raise error(
            "ResourceNotFoundException",
            f"Secrets Manager can't find the specified secret value for VersionId: {version_id}",
        )
    if stage and stage not in secret.versions[version_id]["version_stages"]:
        raise error(
            "InvalidRequestException",
            "You provided a VersionStage that is not associated to the provided VersionId.",
        )
    return version_id


def list_secret_version_ids(response):
    """ListSecretVersionIds with pages and IncludeDeprecated."""
    backend = response.backend
    secret_id = response._get_param("SecretId")
    if secret_id not in backend.secrets:
        raise exceptions.SecretNotFoundException()
    secret = backend.secrets[secret_id]
    page = int(response._get_param("MaxResults") or 100)
    try:
        offset = int(response._get_param("NextToken") or 0)
    except ValueError:
        raise error("InvalidNextTokenException", "The NextToken value is invalid.") from None
    rows = []
    for version_id, version in secret.versions.items():
        stages = version["version_stages"]
        if not stages and not response._get_param("IncludeDeprecated"):
            continue
        row = {"CreatedDate": version.get("createdate"), "VersionId": version_id}
        if stages:
            row["VersionStages"] = stages
        rows.append(row)
    answer = {"ARN": secret.arn, "Name": secret.name, "Versions": rows[offset : offset + page]}
    if offset + page < len(rows):
        answer["NextToken"] = str(offset + page)
    return json.dumps(answer)
