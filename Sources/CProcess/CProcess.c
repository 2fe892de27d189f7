#define _GNU_SOURCE
#define _DARWIN_C_SOURCE
#include "CProcess.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <unistd.h>

// Moves a descriptor above 2 and marks it close-on-exec. Returns -1 with errno set.
static int raise_above_errors(int low) {
  if (low > STDERR_FILENO) {
    return fcntl(low, F_SETFD, FD_CLOEXEC) == 0 ? low : -1;
  }
  int high = fcntl(low, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  int reason = errno;
  close(low);
  errno = reason;
  return high;
}

int gss_pipe(int *reading, int *writing) {
  int ends[2];
#if defined(__APPLE__)
  // No pipe2; gss_spawn passes nothing on but what it is told to (POSIX_SPAWN_CLOEXEC_DEFAULT).
  if (pipe(ends) != 0) return errno;
#else
  if (pipe2(ends, O_CLOEXEC) != 0) return errno;
#endif
  *reading = raise_above_errors(ends[0]);
  int reason = errno;
  *writing = raise_above_errors(ends[1]);
  if (*writing < 0) reason = errno;
  if (*reading >= 0 && *writing >= 0) return 0;
  if (*reading >= 0) close(*reading);
  if (*writing >= 0) close(*writing);
  return reason;
}

static int give(posix_spawn_file_actions_t *actions, int descriptor, int target) {
  if (descriptor >= 0) return posix_spawn_file_actions_adddup2(actions, descriptor, target);
  return posix_spawn_file_actions_addopen(actions, target, "/dev/null", O_RDWR, 0);
}

int gss_spawn(pid_t *process, const char *path, char *const *arguments, char *const *environment,
              const char *directory, int input, int output, int errors) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  int status = posix_spawn_file_actions_init(&actions);
  if (status != 0) return status;
  status = posix_spawnattr_init(&attributes);
  if (status != 0) {
    posix_spawn_file_actions_destroy(&actions);
    return status;
  }

  sigset_t none, defaults;
  sigemptyset(&none);
  sigemptyset(&defaults);
  sigaddset(&defaults, SIGPIPE);
  short flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
#if defined(__APPLE__)
  flags |= POSIX_SPAWN_CLOEXEC_DEFAULT;
#endif
  status = posix_spawnattr_setsigmask(&attributes, &none);
  if (status == 0) status = posix_spawnattr_setsigdefault(&attributes, &defaults);
  if (status == 0) status = posix_spawnattr_setflags(&attributes, flags);
  if (status == 0) status = posix_spawn_file_actions_addchdir_np(&actions, directory);
  if (status == 0) status = give(&actions, input, STDIN_FILENO);
  if (status == 0) status = give(&actions, output, STDOUT_FILENO);
  if (status == 0) status = give(&actions, errors, STDERR_FILENO);
  if (status == 0) {
    status = posix_spawn(process, path, &actions, &attributes, arguments, environment);
  }
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return status;
}

ssize_t gss_write(int descriptor, const void *bytes, size_t count) {
  sigset_t broken_pipe, before, pending;
  sigemptyset(&broken_pipe);
  sigaddset(&broken_pipe, SIGPIPE);
  sigemptyset(&pending);
  sigpending(&pending);
  int was_pending = sigismember(&pending, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &broken_pipe, &before);
  ssize_t written = write(descriptor, bytes, count);
  int reason = errno;
  if (written < 0 && reason == EPIPE && !was_pending) {
    // Still only pending where the signal is not ignored: sigwait would wait for ever otherwise.
    sigemptyset(&pending);
    sigpending(&pending);
    int taken;
    if (sigismember(&pending, SIGPIPE)) sigwait(&broken_pipe, &taken);
  }
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return written < 0 ? -(ssize_t)reason : written;
}
