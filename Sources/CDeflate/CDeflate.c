#include "CDeflate.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#if defined(__APPLE__)
static const char *const library_names[] = {
    "/opt/homebrew/opt/libdeflate/lib/libdeflate.0.dylib",
    "/usr/local/opt/libdeflate/lib/libdeflate.0.dylib",
    "libdeflate.0.dylib",
    NULL,
};
#else
static const char *const library_names[] = {"libdeflate.so.0", NULL};
#endif

// Result, name, parameters, arguments.
// clang-format off
#define FUNCTIONS(X) \
  X(struct libdeflate_decompressor *, libdeflate_alloc_decompressor, (void), ()) \
  X(void, libdeflate_free_decompressor, (struct libdeflate_decompressor *d), (d)) \
  X(enum libdeflate_result, libdeflate_zlib_decompress, (struct libdeflate_decompressor *d, const void *in, size_t in_nbytes, void *out, size_t out_nbytes_avail, size_t *actual_out_nbytes_ret), (d, in, in_nbytes, out, out_nbytes_avail, actual_out_nbytes_ret))
// clang-format on

static struct {
#define DECLARE(result, name, parameters, arguments) result(*name) parameters;
  FUNCTIONS(DECLARE)
#undef DECLARE
} table;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static char failure[512];

static void load(void) {
  void *library = NULL;
  for (int i = 0; library_names[i] != NULL && library == NULL; i++) {
    library = dlopen(library_names[i], RTLD_NOW | RTLD_LOCAL);
  }
  if (library == NULL) {
    const char *why = dlerror();
    snprintf(failure, sizeof failure, "%s", why != NULL ? why : "libdeflate: not found");
    return;
  }
  const char *missing = NULL;
#define RESOLVE(result, name, parameters, arguments)                                               \
  if ((*(void **)&table.name = dlsym(library, #name)) == NULL) missing = #name;
  FUNCTIONS(RESOLVE)
#undef RESOLVE
  if (missing != NULL) snprintf(failure, sizeof failure, "this libdeflate has no %s", missing);
}

const char *gss_deflate_load(void) {
  pthread_once(&once, load);
  return failure[0] != '\0' ? failure : NULL;
}

// A call before a successful gss_deflate_load() is a mistake in this program: stop, don't jump to 0.
#define REQUIRE(name)                                                                              \
  if (table.name == NULL) {                                                                        \
    if (gss_deflate_load() != NULL) abort();                                                       \
  }
#define DEFINE(result, name, parameters, arguments)                                                \
  result name parameters {                                                                         \
    REQUIRE(name)                                                                                  \
    return table.name arguments;                                                                   \
  }
FUNCTIONS(DEFINE)
