#include "CArchive.h"

#include <CLibrary.h>
#include <locale.h>

#if defined(__APPLE__)
#include <xlocale.h>

// The system's has no headers, and is found last.
static const char *const library_names[] = {
    "/opt/homebrew/opt/libarchive/lib/libarchive.13.dylib",
    "/usr/local/opt/libarchive/lib/libarchive.13.dylib",
    "/usr/lib/libarchive.2.dylib",
    NULL,
};
#else
static const char *const library_names[] = {"libarchive.so.13", NULL};
#endif

// Result, name, parameters, arguments.
#define SUPPORT(X, what) X(int, archive_read_support_##what, (struct archive * a), (a))
// clang-format off
#define FUNCTIONS(X) \
  X(struct archive *, archive_read_new, (void), ()) \
  X(int, archive_read_free, (struct archive *a), (a)) \
  SUPPORT(X, filter_gzip) SUPPORT(X, filter_bzip2) SUPPORT(X, filter_xz) SUPPORT(X, filter_zstd) \
  SUPPORT(X, filter_lz4) SUPPORT(X, filter_lzip) SUPPORT(X, filter_lzma) SUPPORT(X, filter_compress) \
  SUPPORT(X, format_raw) SUPPORT(X, format_empty) SUPPORT(X, format_zip) SUPPORT(X, format_tar) SUPPORT(X, format_7zip) \
  SUPPORT(X, format_cpio) SUPPORT(X, format_cab) SUPPORT(X, format_rar) SUPPORT(X, format_rar5) \
  SUPPORT(X, format_xar) SUPPORT(X, format_ar) \
  X(int, archive_read_set_callback_data, (struct archive *a, void *data), (a, data)) \
  X(int, archive_read_set_read_callback, (struct archive *a, archive_read_callback *callback), (a, callback)) \
  X(int, archive_read_set_skip_callback, (struct archive *a, archive_skip_callback *callback), (a, callback)) \
  X(int, archive_read_set_seek_callback, (struct archive *a, archive_seek_callback *callback), (a, callback)) \
  X(int, archive_read_open1, (struct archive *a), (a)) \
  X(int, archive_read_next_header, (struct archive *a, struct archive_entry **entry), (a, entry)) \
  X(la_ssize_t, archive_read_data, (struct archive *a, void *buffer, size_t size), (a, buffer, size)) \
  X(const char *, archive_error_string, (struct archive *a), (a)) \
  X(int, archive_read_set_format_option, (struct archive *a, const char *module, const char *option, const char *value), (a, module, option, value)) \
  X(const char *, archive_entry_pathname_utf8, (struct archive_entry *entry), (entry)) \
  X(const char *, archive_entry_pathname, (struct archive_entry *entry), (entry)) \
  X(__LA_MODE_T, archive_entry_filetype, (struct archive_entry *entry), (entry)) \
  X(int, archive_entry_is_encrypted, (struct archive_entry *entry), (entry))
// clang-format on

static struct {
  FUNCTIONS(GSS_DECLARE)
} table;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static char failure[512];

static void load(void) {
  void *library = gss_open_library(library_names, "libarchive", failure, sizeof failure);
  if (library == NULL) return;
  const char *missing = NULL;
  FUNCTIONS(GSS_RESOLVE)
  if (missing != NULL) snprintf(failure, sizeof failure, "this libarchive has no %s", missing);
}

const char *gss_archive_load(void) {
  pthread_once(&once, load);
  return failure[0] != '\0' ? failure : NULL;
}

#define LOAD gss_archive_load
FUNCTIONS(GSS_DEFINE)

static pthread_once_t locale_once = PTHREAD_ONCE_INIT;
static locale_t utf8;

static void make_locale(void) {
  utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
  if (utf8 == (locale_t)0) utf8 = newlocale(LC_CTYPE_MASK, "en_US.UTF-8", (locale_t)0);
}

// libarchive converts names to the locale of the thread, and drops those that do not fit. This
// program never sets one, so that it would be ASCII.
static locale_t enter_utf8(void) {
  pthread_once(&locale_once, make_locale);
  return utf8 != (locale_t)0 ? uselocale(utf8) : (locale_t)0;
}

static void leave(locale_t before) {
  if (before != (locale_t)0) uselocale(before);
}

int gss_archive_next_header(struct archive *archive, struct archive_entry **entry) {
  locale_t before = enter_utf8();
  int status = archive_read_next_header(archive, entry);
  leave(before);
  return status;
}

const char *gss_archive_entry_path(struct archive_entry *entry) {
  locale_t before = enter_utf8();
  const char *path = archive_entry_pathname(entry);
  if (path == NULL) path = archive_entry_pathname_utf8(entry);
  leave(before);
  return path;
}
