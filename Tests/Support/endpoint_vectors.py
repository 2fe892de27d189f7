#!/usr/bin/env python3
"""Writes Tests/AWSTests/Fixtures/endpoints.json: the hosts of AWS's published endpoint rules.

    endpoint_vectors.py > ../AWSTests/Fixtures/endpoints.json

Needs botocore, which carries the rules.
"""

import json

import botocore
import botocore.session
from botocore.endpoint_provider import EndpointProvider

SERVICES = {"secretsmanager": "secretsManager", "ssm": "ssm", "sts": "sts"}
REGIONS = [
    "us-east-1",
    "eu-west-1",
    "mx-central-1",
    "us-gov-west-1",
    "cn-north-1",
    "us-iso-east-1",
    "us-isob-east-1",
    "us-isof-south-1",
    "eu-isoe-west-1",
    "eusc-de-east-1",
]


def main():
    loader = botocore.session.get_session().get_component("data_loader")
    partitions = loader.load_data("partitions")
    cases = []
    for service, name in SERVICES.items():
        rules = loader.load_service_model(service, "endpoint-rule-set-1")
        provider = EndpointProvider(rules, partitions)
        for region in REGIONS:
            for fips in (False, True):
                for dual_stack in (False, True):
                    parameters = {
                        "Region": region,
                        "UseFIPS": fips,
                        "UseDualStack": dual_stack,
                    }
                    if service == "sts":
                        parameters["UseGlobalEndpoint"] = False
                    cases.append(
                        {
                            "service": name,
                            "region": region,
                            "fips": fips,
                            "dualStack": dual_stack,
                            "url": provider.resolve_endpoint(**parameters).url,
                        }
                    )
    print(json.dumps({"source": f"botocore {botocore.__version__}", "cases": cases}, indent=1))


if __name__ == "__main__":
    main()
