#include "CDeflate.h"

#include <CLibrary.h>

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
  FUNCTIONS(GSS_DECLARE)
} table;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static char failure[512];

static void load(void) {
  void *library = gss_open_library(library_names, "libdeflate", failure, sizeof failure);
  if (library == NULL) return;
  const char *missing = NULL;
  FUNCTIONS(GSS_RESOLVE)
  if (missing != NULL) snprintf(failure, sizeof failure, "this libdeflate has no %s", missing);
}

const char *gss_deflate_load(void) {
  pthread_once(&once, load);
  return failure[0] != '\0' ? failure : NULL;
}

#define LOAD gss_deflate_load
FUNCTIONS(GSS_DEFINE)
