#!/usr/bin/env python3
"""Says what is wrong with the SARIF log on standard input; nothing when it is valid.

    validate_sarif.py < LOG
"""

import json
import os
import sys

import jsonschema

SCHEMA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "sarif", "sarif-schema-2.1.0.json")


def main():
    with open(SCHEMA, encoding="utf-8") as file:
        schema = json.load(file)
    log = json.load(sys.stdin)
    kind = jsonschema.validators.validator_for(schema)
    checker = kind(schema, format_checker=kind.FORMAT_CHECKER)
    errors = [error.json_path + ": " + error.message for error in checker.iter_errors(log)]
    for run in log["runs"]:
        known = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
        errors += [
            "no rule " + result["ruleId"] for result in run["results"] if result["ruleId"] not in known
        ]
    print("\n".join(errors), end="")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
