#include "CExpat.h"

#include <CLibrary.h>

#if defined(__APPLE__)
static const char *const library_names[] = {"/usr/lib/libexpat.1.dylib", "libexpat.1.dylib", NULL};
#else
static const char *const library_names[] = {"libexpat.so.1", NULL};
#endif

// Result, name, parameters, arguments.
// clang-format off
#define FUNCTIONS(X) \
  X(XML_Parser, XML_ParserCreate, (const XML_Char *encoding), (encoding)) \
  X(void, XML_ParserFree, (XML_Parser parser), (parser)) \
  X(void, XML_SetUserData, (XML_Parser parser, void *data), (parser, data)) \
  X(void, XML_SetElementHandler, (XML_Parser parser, XML_StartElementHandler start, XML_EndElementHandler end), (parser, start, end)) \
  X(void, XML_SetCharacterDataHandler, (XML_Parser parser, XML_CharacterDataHandler handler), (parser, handler)) \
  X(void, XML_SetStartDoctypeDeclHandler, (XML_Parser parser, XML_StartDoctypeDeclHandler start), (parser, start)) \
  X(enum XML_Status, XML_StopParser, (XML_Parser parser, XML_Bool resumable), (parser, resumable)) \
  X(enum XML_Status, XML_Parse, (XML_Parser parser, const char *text, int length, int is_final), (parser, text, length, is_final))
// clang-format on

static struct {
  FUNCTIONS(GSS_DECLARE)
} table;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static char failure[512];

static void load(void) {
  void *library = gss_open_library(library_names, "libexpat", failure, sizeof failure);
  if (library == NULL) return;
  const char *missing = NULL;
  FUNCTIONS(GSS_RESOLVE)
  if (missing != NULL) snprintf(failure, sizeof failure, "this libexpat has no %s", missing);
}

const char *gss_expat_load(void) {
  pthread_once(&once, load);
  return failure[0] != '\0' ? failure : NULL;
}

#define LOAD gss_expat_load
FUNCTIONS(GSS_DEFINE)
