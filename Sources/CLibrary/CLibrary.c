#include "CLibrary.h"

void *gss_open_library(const char *const *names, const char *what, char *failure, size_t size) {
  void *library = NULL;
  for (int i = 0; names[i] != NULL && library == NULL; i++) {
    library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
  }
  if (library == NULL) {
    const char *why = dlerror();
    if (why != NULL) {
      snprintf(failure, size, "%s", why);
    } else {
      snprintf(failure, size, "%s: not found", what);
    }
  }
  return library;
}
