#pragma once

// Libraries that are opened on first use, so that a commit does not pay for them: docs/design/0001.
//
// A target names the functions of a library in a list, `FUNCTIONS(X)`, of `X(result, name,
// parameters, arguments)`, and with the macros below defines each of them as a jump through a table.
// It includes the library's own header, so that a signature that drifts does not compile.

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

/// Opens the first library of a list, which ends in NULL, that is there. Otherwise returns NULL and
/// writes a sentence to `failure`, such as the loader's own.
void *gss_open_library(const char *const *names, const char *what, char *failure, size_t size);

/// A member of a table of functions.
#define GSS_DECLARE(result, name, parameters, arguments) result(*name) parameters;

/// Looks a function up; `missing` gets the name of one that is not there.
#define GSS_RESOLVE(result, name, parameters, arguments)                                           \
  if ((*(void **)&table.name = dlsym(library, #name)) == NULL) missing = #name;

/// A call before the library was loaded with success is a mistake in this program: it stops, and does
/// not jump to 0. `LOAD` is the function that loads it.
#define GSS_REQUIRE(name)                                                                          \
  if (table.name == NULL) {                                                                        \
    if (LOAD() != NULL) abort();                                                                   \
  }

/// A function of the library.
#define GSS_DEFINE(result, name, parameters, arguments)                                            \
  result name parameters {                                                                         \
    GSS_REQUIRE(name)                                                                              \
    return table.name arguments;                                                                   \
  }
