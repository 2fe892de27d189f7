// The least that a scan of a history has to do: read every blob of a repository through libgit2,
// with some threads, in the order of the packs. Prints the number of blobs and their bytes.
//
//   cc -O2 -o read-blobs Benchmarks/read-blobs.c -lgit2 -lpthread
//   read-blobs REPOSITORY THREADS
#include <git2.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

static const char *path;
static git_oid *ids;
static size_t count, capacity;
static atomic_size_t next, blobs, bytes;

static int collect(const git_oid *id, void *unused) {
  (void)unused;
  if (count == capacity) {
    capacity = capacity == 0 ? 65536 : 2 * capacity;
    ids = realloc(ids, capacity * sizeof *ids);
    if (ids == NULL) return -1;
  }
  ids[count++] = *id;
  return 0;
}

static void fail(const char *what) {
  const git_error *error = git_error_last();
  fprintf(stderr, "read-blobs: %s: %s\n", what, error != NULL ? error->message : "no reason");
  exit(1);
}

static git_odb *open_database(void) {
  git_repository *repository;
  git_odb *database;
  if (git_repository_open(&repository, path) < 0) fail(path);
  if (git_repository_odb(&database, repository) < 0) fail("the object database");
  return database;
}

static void *read_some(void *unused) {
  (void)unused;
  git_odb *database = open_database();
  for (;;) {
    // Neighbours in a pack share their bases, which libgit2 keeps for a while.
    size_t first = atomic_fetch_add(&next, 1024), end = first + 1024;
    if (first >= count) return NULL;
    for (size_t at = first; at < end && at < count; at++) {
      git_odb_object *object;
      if (git_odb_read(&object, database, &ids[at]) < 0) fail("an object");
      if (git_odb_object_type(object) == GIT_OBJECT_BLOB) {
        atomic_fetch_add(&blobs, 1);
        atomic_fetch_add(&bytes, git_odb_object_size(object));
      }
      git_odb_object_free(object);
    }
  }
}

int main(int argc, char **argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: read-blobs REPOSITORY THREADS\n");
    return 2;
  }
  path = argv[1];
  int threads = atoi(argv[2]);
  if (threads < 1 || threads > 256) return 2;
  git_libgit2_init();
  // As the scan does it: neither does git cat-file compute each blob's hash again.
  git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
  git_libgit2_opts(GIT_OPT_ENABLE_CACHING, 0);
  git_odb *database = open_database();
  if (git_odb_foreach(database, collect, NULL) < 0) fail("the list of objects");
  pthread_t running[256];
  for (int i = 0; i < threads; i++) pthread_create(&running[i], NULL, read_some, NULL);
  for (int i = 0; i < threads; i++) pthread_join(running[i], NULL);
  printf("%zu blobs, %zu bytes\n", (size_t)blobs, (size_t)bytes);
  return 0;
}
