#pragma once

// libdeflate, loaded on first use: only a scan of a history unpacks anything itself. See
// docs/design/0001.

#include <libdeflate.h>

/// Opens libdeflate and resolves every function that is called. Returns NULL, or a static-lifetime
/// sentence that says what could not be loaded. Must succeed before any other call. Thread-safe.
const char *gss_deflate_load(void);
