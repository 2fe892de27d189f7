// curl.h wraps the variadic functions in type-checking macros of the same name; the definitions
// and pointers below need the names themselves.
#define CURL_DISABLE_TYPECHECK
#define CURL_NO_OLDIES
#include "CCurl.h"

#include <CLibrary.h>
#include <stdlib.h>
#include <string.h>
#if defined(__APPLE__)
#include <malloc/malloc.h>
#define usable_size malloc_size
#else
#include <malloc.h>
#define usable_size malloc_usable_size
#endif

#undef curl_easy_setopt
#undef curl_easy_getinfo
#undef curl_multi_setopt

#if defined(__APPLE__)
static const char *const library_names[] = {"libcurl.4.dylib", "/usr/lib/libcurl.4.dylib", NULL};
#else
// libcurl-gnutls.so.4 has the same interface; Debian's minimal images often hold only that one.
static const char *const library_names[] = {"libcurl.so.4", "libcurl-gnutls.so.4", NULL};
#endif

// Result, name, parameters, arguments.
#define FUNCTIONS(X)                                                                               \
  X(CURLcode, curl_global_init_mem,                                                                \
    (long flags, curl_malloc_callback allocate, curl_free_callback release,                        \
     curl_realloc_callback resize, curl_strdup_callback copy, curl_calloc_callback clear),         \
    (flags, allocate, release, resize, copy, clear))                                               \
  X(CURL *, curl_easy_init, (void), ())                                                            \
  X(void, curl_easy_cleanup, (CURL * handle), (handle))                                            \
  X(void, curl_easy_reset, (CURL * handle), (handle))                                              \
  X(const char *, curl_easy_strerror, (CURLcode code), (code))                                     \
  X(CURLcode, curl_easy_perform, (CURL * handle), (handle))                                        \
  X(struct curl_slist *, curl_slist_append, (struct curl_slist * list, const char *string),        \
    (list, string))                                                                                \
  X(void, curl_slist_free_all, (struct curl_slist * list), (list))                                 \
  X(CURLM *, curl_multi_init, (void), ())                                                          \
  X(CURLMcode, curl_multi_add_handle, (CURLM * multi, CURL *handle), (multi, handle))              \
  X(CURLMcode, curl_multi_remove_handle, (CURLM * multi, CURL *handle), (multi, handle))           \
  X(CURLMcode, curl_multi_perform, (CURLM * multi, int *running), (multi, running))                \
  X(CURLMcode, curl_multi_poll,                                                                    \
    (CURLM * multi, struct curl_waitfd * extra, unsigned int extra_count, int timeout_ms,          \
     int *ready),                                                                                  \
    (multi, extra, extra_count, timeout_ms, ready))                                                \
  X(CURLMcode, curl_multi_wakeup, (CURLM * multi), (multi))                                        \
  X(CURLMcode, curl_multi_cleanup, (CURLM * multi), (multi))                                       \
  X(CURLMsg *, curl_multi_info_read, (CURLM * multi, int *queued), (multi, queued))                \
  X(const char *, curl_multi_strerror, (CURLMcode code), (code))                                   \
  X(curl_version_info_data *, curl_version_info, (CURLversion version), (version))

static struct {
  FUNCTIONS(GSS_DECLARE)
  CURLcode (*curl_easy_setopt)(CURL *, CURLoption, ...);
  CURLcode (*curl_easy_getinfo)(CURL *, CURLINFO, ...);
  CURLMcode (*curl_multi_setopt)(CURLM *, CURLMoption, ...);
} table;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static char failure[512];

static void load(void) {
  void *library = gss_open_library(library_names, "libcurl.so.4", failure, sizeof failure);
  if (library == NULL) return;
  const char *missing = NULL;
  FUNCTIONS(GSS_RESOLVE)
  GSS_RESOLVE(, curl_easy_setopt, , )
  GSS_RESOLVE(, curl_easy_getinfo, , )
  GSS_RESOLVE(, curl_multi_setopt, , )
  if (missing != NULL) snprintf(failure, sizeof failure, "this libcurl has no %s", missing);
}

const char *gss_curl_load(void) {
  pthread_once(&once, load);
  return failure[0] != '\0' ? failure : NULL;
}

#define LOAD gss_curl_load
FUNCTIONS(GSS_DEFINE)

// libcurl keeps copies of headers, bodies and answers. Every block of it is wiped before it is
// freed; the barrier keeps compilers from taking that for useless.
static void wiping_free(void *block) {
  if (block == NULL) return;
  memset(block, 0, usable_size(block));
  __asm__ volatile("" : : "r"(block) : "memory");
  free(block);
}
static void *wiping_realloc(void *block, size_t size) {
  void *larger = malloc(size > 0 ? size : 1);
  if (block == NULL || larger == NULL) return larger;
  size_t old = usable_size(block);
  memcpy(larger, block, old < size ? old : size);
  wiping_free(block);
  return larger;
}

CURLcode gss_curl_global_init(void) {
  return curl_global_init_mem(CURL_GLOBAL_DEFAULT, malloc, wiping_free, wiping_realloc, strdup,
                              calloc);
}

CURLcode gss_curl_setopt_long(CURL *handle, CURLoption option, long value) {
  GSS_REQUIRE(curl_easy_setopt)
  return table.curl_easy_setopt(handle, option, value);
}
CURLcode gss_curl_setopt_off(CURL *handle, CURLoption option, curl_off_t value) {
  GSS_REQUIRE(curl_easy_setopt)
  return table.curl_easy_setopt(handle, option, value);
}
CURLcode gss_curl_setopt_string(CURL *handle, CURLoption option, const char *value) {
  GSS_REQUIRE(curl_easy_setopt)
  return table.curl_easy_setopt(handle, option, value);
}
CURLcode gss_curl_setopt_pointer(CURL *handle, CURLoption option, const void *value) {
  GSS_REQUIRE(curl_easy_setopt)
  return table.curl_easy_setopt(handle, option, value);
}
CURLcode gss_curl_setopt_list(CURL *handle, CURLoption option, struct curl_slist *value) {
  GSS_REQUIRE(curl_easy_setopt)
  return table.curl_easy_setopt(handle, option, value);
}
CURLcode gss_curl_setopt_data_callback(CURL *handle, CURLoption option, gss_curl_data_callback callback) {
  GSS_REQUIRE(curl_easy_setopt)
  return table.curl_easy_setopt(handle, option, callback);
}
CURLcode gss_curl_getinfo_long(CURL *handle, CURLINFO info, long *value) {
  GSS_REQUIRE(curl_easy_getinfo)
  return table.curl_easy_getinfo(handle, info, value);
}
CURLcode gss_curl_getinfo_off(CURL *handle, CURLINFO info, curl_off_t *value) {
  GSS_REQUIRE(curl_easy_getinfo)
  return table.curl_easy_getinfo(handle, info, value);
}
CURLcode gss_curl_getinfo_pointer(CURL *handle, CURLINFO info, void **value) {
  GSS_REQUIRE(curl_easy_getinfo)
  return table.curl_easy_getinfo(handle, info, value);
}
CURLMcode gss_curl_multi_setopt_long(CURLM *multi, CURLMoption option, long value) {
  GSS_REQUIRE(curl_multi_setopt)
  return table.curl_multi_setopt(multi, option, value);
}

// Before 7.85 the protocols were bits; those options are deprecated since.
enum { protocols_bits = 181, redirect_bits = 182, protocols_text = 10318, redirect_text = 10319 };

CURLcode gss_curl_allow_protocols(CURL *handle, int plain) {
  GSS_REQUIRE(curl_easy_setopt)
  CURLcode code =
      table.curl_easy_setopt(handle, (CURLoption)protocols_text, plain ? "http,https" : "https");
  if (code == CURLE_OK) return table.curl_easy_setopt(handle, (CURLoption)redirect_text, "https");
  code = table.curl_easy_setopt(handle, (CURLoption)protocols_bits,
                                CURLPROTO_HTTPS | (plain ? (long)CURLPROTO_HTTP : 0L));
  if (code != CURLE_OK) return code;
  return table.curl_easy_setopt(handle, (CURLoption)redirect_bits, CURLPROTO_HTTPS);
}
