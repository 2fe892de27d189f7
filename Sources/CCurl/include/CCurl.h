#pragma once

// libcurl, loaded on first use.
//
// Loading libcurl costs about 5 ms a process on Debian (it brings some 30 libraries: Kerberos,
// LDAP, RTMP, GnuTLS), and most runs of a Git hook never talk to a network. So the program is not
// linked against it: CCurl.c opens the library at the first call. See docs/design/0001.

#include <curl/curl.h>

/// Opens libcurl and resolves every function below. Returns NULL, or a static-lifetime sentence
/// that says what could not be loaded. Must succeed before any other call. Thread-safe.
const char *gss_curl_load(void);

/// `curl_global_init` with an allocator that wipes what is freed. Once, before any other call.
CURLcode gss_curl_global_init(void);

// `curl_easy_setopt`, `curl_easy_getinfo` and `curl_multi_setopt` are variadic, which Swift cannot
// import. One typed wrapper for each kind of argument.
CURLcode gss_curl_setopt_long(CURL *handle, CURLoption option, long value);
CURLcode gss_curl_setopt_off(CURL *handle, CURLoption option, curl_off_t value);
CURLcode gss_curl_setopt_string(CURL *handle, CURLoption option, const char *value);
CURLcode gss_curl_setopt_pointer(CURL *handle, CURLoption option, const void *value);
CURLcode gss_curl_setopt_list(CURL *handle, CURLoption option, struct curl_slist *value);
typedef size_t (*gss_curl_data_callback)(char *data, size_t size, size_t count, void *context);
CURLcode gss_curl_setopt_data_callback(CURL *handle, CURLoption option, gss_curl_data_callback callback);
CURLcode gss_curl_getinfo_long(CURL *handle, CURLINFO info, long *value);
CURLcode gss_curl_getinfo_off(CURL *handle, CURLINFO info, curl_off_t *value);
CURLcode gss_curl_getinfo_pointer(CURL *handle, CURLINFO info, void **value);
CURLMcode gss_curl_multi_setopt_long(CURLM *multi, CURLMoption option, long value);

/// Allows `https`, and `http` as well when `plain` is not 0, whichever of the two options for that
/// this libcurl has. Redirects, should they ever be followed, stay with `https`.
CURLcode gss_curl_allow_protocols(CURL *handle, int plain);
