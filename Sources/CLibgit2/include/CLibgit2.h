#pragma once

// libgit2, loaded on first use.
//
// Loading libgit2 costs 8 to 10 ms a process on Debian (it brings mbedTLS, libssh2 and Kerberos);
// the pre-commit hook asks `git` itself and never needs it. So the program is not linked against
// it: CLibgit2.c opens the library at the first call. See docs/design/0001.

#include <git2.h>
#include <git2/sys/commit.h>

/// Opens libgit2, resolves every function that the program calls and initialises the library.
/// Returns NULL, or a static-lifetime sentence that says what could not be loaded. Must succeed
/// before any other call. Thread-safe.
const char *gss_git2_load(void);

/// `git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, …)`, variadic like the next ones and so wrapped:
/// repositories with `worktreeConfig`, `partialClone` and `preciousObjects`, none of which changes
/// how objects and references are stored.
int gss_git2_allow_extensions(void);
/// `git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, …)`.
int gss_git2_set_owner_validation(int enabled);
/// `git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, …)`: objects and references reach the disk.
int gss_git2_set_fsync(int enabled);
/// `git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, …)` for one configuration level.
int gss_git2_set_search_path(int level, const char *path);
/// `git_libgit2_opts(GIT_OPT_ENABLE_CACHING, …)`: whether objects that were read are kept.
int gss_git2_set_caching(int enabled);
/// `git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, …)`: whether the hash of each object
/// that is read is computed again.
int gss_git2_set_hash_verification(int enabled);
