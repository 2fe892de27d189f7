#pragma once

// Starting a program. In C, because glibc shows `pipe2` and `posix_spawn_file_actions_addchdir_np`
// only under _GNU_SOURCE, which Swift's importer does not set.

#include <sys/types.h>

/// Makes a pipe whose two ends child processes do not inherit and which are above descriptor 2: a
/// program that was started with one of 0, 1, 2 closed would otherwise overwrite one end while it
/// puts another in place for a child. Returns 0 or an errno value.
int gss_pipe(int *reading, int *writing);

/// Starts `path` in `directory` with three descriptors as its standard input, output and errors
/// (a negative one is /dev/null), with no signal blocked and SIGPIPE at its default.
/// Returns 0 and the process id, or an errno value.
int gss_spawn(pid_t *process, const char *path, char *const *arguments, char *const *environment,
              const char *directory, int input, int output, int errors);

/// write(2) without SIGPIPE, which ends a program by default: the signal goes to the writing
/// thread, is blocked there and taken back if it came. Returns the count or a negated errno value.
ssize_t gss_write(int descriptor, const void *bytes, size_t count);
