#pragma once

// libexpat, loaded on first use: only the answers of S3, STS and CloudFormation are XML. See
// docs/design/0001.

#include <expat.h>

/// Opens libexpat and resolves every function that is called. Returns NULL, or a static-lifetime
/// sentence that says what could not be loaded. Must succeed before any other call. Thread-safe.
const char *gss_expat_load(void);
