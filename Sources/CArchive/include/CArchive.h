#pragma once

// libarchive, loaded on first use: most commits hold no archive. See docs/design/0001.

#include <archive.h>
#include <archive_entry.h>

/// Opens libarchive and resolves every function that is called. Returns NULL, or a static-lifetime
/// sentence that says what could not be loaded. Must succeed before any other call. Thread-safe.
const char *gss_archive_load(void);

/// archive_read_next_header() with names in UTF-8, whatever the locale of the process.
int gss_archive_next_header(struct archive *archive, struct archive_entry **entry);

/// The path of an entry in UTF-8, or as it stands in the archive where nothing says what it is in.
const char *gss_archive_entry_path(struct archive_entry *entry);
