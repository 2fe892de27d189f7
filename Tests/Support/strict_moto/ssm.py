"""Rules of SSM Parameter Store that moto 5.2.1 leaves out."""

import base64
import hashlib
import re

from moto.core.exceptions import JsonRESTError
from moto.core.responses import ActionResult
from moto.ssm import exceptions, models, responses

from .steady import steady

STANDARD_BYTES = 4_096
ADVANCED_BYTES = 8_192


def error(code, message):
    problem = JsonRESTError(code, message)
    problem.code = 400
    return problem


def check_name(name):
    if not re.fullmatch(r"/?[A-Za-z0-9_.\-]+(/[A-Za-z0-9_.\-]+)*", name or ""):
        raise exceptions.ValidationException(
            "Parameter name must be a fully qualified name: a-zA-Z0-9_.- and / only"
        )
    if "/" in name and not name.startswith("/"):
        raise exceptions.ValidationException("Parameter name must be a fully qualified name.")
    if name.count("/") > 15:
        raise error(
            "HierarchyLevelLimitExceededException", "A hierarchy can have a maximum of 15 levels."
        )


def effective_tier(previous, tier, size, policies):
    """The tier that a put ends in, and the refusal of one that does not fit."""
    if previous and previous.tier == "Advanced" and tier == "Standard":
        raise exceptions.ValidationException(
            "This parameter uses the advanced-parameter tier. You can't downgrade a parameter "
            "from the advanced-parameter tier to the standard-parameter tier."
        )
    effective = tier or (previous.tier if previous else None) or "Standard"
    if effective == "Intelligent-Tiering":
        effective = "Advanced" if size > STANDARD_BYTES or policies else "Standard"
    if effective == "Standard" and size > STANDARD_BYTES:
        raise exceptions.ValidationException(
            f"Standard tier parameters support a maximum parameter value of {STANDARD_BYTES} "
            "characters. To create a larger parameter value, upgrade the parameter to use the "
            "advanced-parameter tier."
        )
    if size > ADVANCED_BYTES:
        raise exceptions.ValidationException(
            f"Parameter value must be {ADVANCED_BYTES} characters or less."
        )
    return effective


def describe_parameters(request):
    """As many a page as were asked for, up to 50; where none are, 10 as in moto. A full page has a token,
    also where it is the last."""
    size = request._get_param("MaxResults") or 10
    if not 1 <= size <= 50:
        raise exceptions.ValidationException("MaxResults must be from 1 to 50.")
    start = int((request._get_param("NextToken") or "0").strip())
    found = request.ssm_backend.describe_parameters(
        request._get_param("Filters"), request._get_param("ParameterFilters")
    )
    page = found[start : start + size]
    answer = {"Parameters": [each.describe_response_object(False) for each in page]}
    if len(page) == size:
        answer["NextToken"] = str(start + size)
    return ActionResult(answer)


def install():
    """Patches moto's Parameter Store."""
    responses.SimpleSystemManagerResponse.describe_parameters = describe_parameters
    response_object = models.Parameter.response_object

    def opaque_response_object(self, decrypt=False, region=None):
        answer = response_object(self, decrypt, region)
        if self.parameter_type == "SecureString" and not decrypt:
            # moto answers with the value itself.
            answer["Value"] = base64.b64encode(hashlib.sha512(self.value.encode()).digest()).decode()
        return answer

    models.Parameter.response_object = opaque_response_object

    backend_class = models.SimpleSystemManagerBackend
    put_parameter = backend_class.put_parameter

    def strict_put_parameter(
        self,
        name,
        description,
        value,
        parameter_type,
        allowed_pattern,
        keyid,
        overwrite,
        tags,
        data_type,
        tier,
        policies,
    ):
        check_name(name)
        if value and re.search(r"\{\{.*\}\}", value):
            raise exceptions.ValidationException(
                "Parameter value can't nest another parameter. Do not use \"{{}}\" in the value."
            )
        previous = self._parameters[name][-1] if self._parameters.get(name) else None
        if previous and parameter_type and parameter_type != previous.parameter_type:
            raise error(
                "HierarchyTypeMismatchException",
                "The parameter type can't be changed.",
            )
        size = len((value or "").encode())
        effective = effective_tier(previous, tier, size, policies)
        if allowed_pattern and not re.search(allowed_pattern, value or ""):
            raise error(
                "ParameterPatternMismatchException",
                f"Parameter value, cannot be validated against allowedPattern: {allowed_pattern}",
            )
        if not previous and not parameter_type:
            raise exceptions.ValidationException(
                "A parameter type is required when you create a parameter."
            )
        return put_parameter(
            self,
            name,
            description,
            value,
            parameter_type,
            allowed_pattern,
            keyid,
            overwrite,
            tags,
            data_type,
            effective,
            policies,
        )

    backend_class.put_parameter = strict_put_parameter

    def require_parameter(name, refuses_reserved):
        original = getattr(backend_class, name)

        def checked(self, parameter, version, labels):
            # moto answers a missing name with 500, and so from then on.
            if not self._parameters.get(parameter):
                raise exceptions.ParameterNotFound(f"Parameter {parameter} not found.")
            reserved = []
            if refuses_reserved:
                reserved = [x for x in labels if x.lower().startswith(("aws", "ssm"))]
            invalid, labelled = original(
                self, parameter, version, [x for x in labels if x not in reserved]
            )
            return invalid + reserved, labelled

        setattr(backend_class, name, checked)

    require_parameter("label_parameter_version", refuses_reserved=True)
    require_parameter("unlabel_parameter_version", refuses_reserved=False)

    get_parameter = backend_class.get_parameter

    def strict_get_parameter(self, name):
        result = get_parameter(self, name)
        base, _, selector = name.partition(":")
        if result is None and selector and base != "arn" and base in self._parameters:
            raise exceptions.ParameterVersionNotFound(
                f"Systems Manager could not find version or label {selector} of {base}. Verify the "
                "version and try again."
            )
        return result

    backend_class.get_parameter = strict_get_parameter

    def delete_parameters(self, names):
        present = [name for name in names if name in self._parameters]
        for name in present:
            self.delete_parameter(name)
        return present

    backend_class.delete_parameters = delete_parameters
    steady(backend_class, "describe_parameters", "get_parameters_by_path")
