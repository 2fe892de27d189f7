"""A moto server that adds the rules of AWS which moto leaves out.

Run `python3 -m strict_moto` with this directory's parent on the module path. It binds 127.0.0.1
only. What it adds:

- secretsmanager.py, ssm.py: limits, stage moves and errors as AWS documents them;
- s3.py, kms.py: buckets in other regions, expected owners, checksums; disabled keys;
- auth.py: signatures checked on the raw request, policies on single secrets and parameters;
- front.py: a log of requests, injected faults, errors in the shape AWS gives them.
"""
