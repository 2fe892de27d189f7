#include "CLibgit2.h"

#include <CLibrary.h>

// libgit2 has no stable ABI across minor versions: the library must be the one of the headers.
#if defined(__APPLE__)
static const char *const library_names[] = {
    "libgit2." LIBGIT2_SOVERSION ".dylib",
    "/opt/homebrew/opt/libgit2/lib/libgit2." LIBGIT2_SOVERSION ".dylib",
    "/usr/local/opt/libgit2/lib/libgit2." LIBGIT2_SOVERSION ".dylib",
    NULL,
};
#else
static const char *const library_names[] = {"libgit2.so." LIBGIT2_SOVERSION, NULL};
#endif

// Result, name, parameters, arguments: every function of libgit2 that the program calls.
// clang-format off
#define FUNCTIONS(X) \
  X(int, git_libgit2_init, (void), ()) \
  X(int, git_libgit2_features, (void), ()) \
  X(const git_error *, git_error_last, (void), ()) \
  X(int, git_repository_open_ext, (git_repository **out, const char *path, unsigned int flags, const char *ceiling_dirs), (out, path, flags, ceiling_dirs)) \
  X(void, git_repository_free, (git_repository *repo), (repo)) \
  X(const char *, git_repository_path, (const git_repository *repo), (repo)) \
  X(const char *, git_repository_commondir, (const git_repository *repo), (repo)) \
  X(const char *, git_repository_workdir, (const git_repository *repo), (repo)) \
  X(int, git_repository_is_bare, (const git_repository *repo), (repo)) \
  X(int, git_repository_head_unborn, (git_repository *repo), (repo)) \
  X(int, git_repository_head_detached, (git_repository *repo), (repo)) \
  X(int, git_repository_odb, (git_odb **out, git_repository *repo), (out, repo)) \
  X(int, git_repository_config_snapshot, (git_config **out, git_repository *repo), (out, repo)) \
  X(int, git_repository_config, (git_config **out, git_repository *repo), (out, repo)) \
  X(void, git_odb_free, (git_odb *db), (db)) \
  X(int, git_odb_read, (git_odb_object **out, git_odb *db, const git_oid *id), (out, db, id)) \
  X(int, git_odb_read_header, (size_t *len_out, git_object_t *type_out, git_odb *db, const git_oid *id), (len_out, type_out, db, id)) \
  X(int, git_odb_exists, (git_odb *db, const git_oid *id), (db, id)) \
  X(int, git_odb_foreach, (git_odb *db, git_odb_foreach_cb cb, void *payload), (db, cb, payload)) \
  X(void, git_odb_object_free, (git_odb_object *object), (object)) \
  X(const void *, git_odb_object_data, (git_odb_object *object), (object)) \
  X(size_t, git_odb_object_size, (git_odb_object *object), (object)) \
  X(git_object_t, git_odb_object_type, (git_odb_object *object), (object)) \
  X(int, git_odb_write, (git_oid *out, git_odb *odb, const void *data, size_t len, git_object_t type), (out, odb, data, len, type)) \
  X(void, git_object_free, (git_object *object), (object)) \
  X(const git_oid *, git_object_id, (const git_object *obj), (obj)) \
  X(int, git_object_peel, (git_object **peeled, const git_object *object, git_object_t target_type), (peeled, object, target_type)) \
  X(git_object_t, git_object_type, (const git_object *obj), (obj)) \
  X(int, git_commit_lookup, (git_commit **commit, git_repository *repo, const git_oid *id), (commit, repo, id)) \
  X(void, git_commit_free, (git_commit *commit), (commit)) \
  X(const git_oid *, git_commit_id, (const git_commit *commit), (commit)) \
  X(const git_oid *, git_commit_tree_id, (const git_commit *commit), (commit)) \
  X(unsigned int, git_commit_parentcount, (const git_commit *commit), (commit)) \
  X(const git_oid *, git_commit_parent_id, (const git_commit *commit, unsigned int n), (commit, n)) \
  X(const char *, git_commit_message, (const git_commit *commit), (commit)) \
  X(git_time_t, git_commit_time, (const git_commit *commit), (commit)) \
  X(const git_signature *, git_commit_author, (const git_commit *commit), (commit)) \
  X(const git_signature *, git_commit_committer, (const git_commit *commit), (commit)) \
  X(int, git_tree_lookup, (git_tree **out, git_repository *repo, const git_oid *id), (out, repo, id)) \
  X(void, git_tree_free, (git_tree *tree), (tree)) \
  X(size_t, git_tree_entrycount, (const git_tree *tree), (tree)) \
  X(const git_tree_entry *, git_tree_entry_byindex, (const git_tree *tree, size_t idx), (tree, idx)) \
  X(const git_tree_entry *, git_tree_entry_byname, (const git_tree *tree, const char *filename), (tree, filename)) \
  X(int, git_tree_entry_bypath, (git_tree_entry **out, const git_tree *root, const char *path), (out, root, path)) \
  X(const char *, git_tree_entry_name, (const git_tree_entry *entry), (entry)) \
  X(const git_oid *, git_tree_entry_id, (const git_tree_entry *entry), (entry)) \
  X(git_filemode_t, git_tree_entry_filemode, (const git_tree_entry *entry), (entry)) \
  X(git_object_t, git_tree_entry_type, (const git_tree_entry *entry), (entry)) \
  X(void, git_tree_entry_free, (git_tree_entry *entry), (entry)) \
  X(int, git_treebuilder_new, (git_treebuilder **out, git_repository *repo, const git_tree *source), (out, repo, source)) \
  X(int, git_treebuilder_insert, (const git_tree_entry **out, git_treebuilder *bld, const char *filename, const git_oid *id, git_filemode_t filemode), (out, bld, filename, id, filemode)) \
  X(int, git_treebuilder_remove, (git_treebuilder *bld, const char *filename), (bld, filename)) \
  X(int, git_treebuilder_write, (git_oid *id, git_treebuilder *bld), (id, bld)) \
  X(void, git_treebuilder_free, (git_treebuilder *bld), (bld)) \
  X(int, git_reference_lookup, (git_reference **out, git_repository *repo, const char *name), (out, repo, name)) \
  X(int, git_reference_name_to_id, (git_oid *out, git_repository *repo, const char *name), (out, repo, name)) \
  X(void, git_reference_free, (git_reference *ref), (ref)) \
  X(const git_oid *, git_reference_target, (const git_reference *ref), (ref)) \
  X(int, git_reference_create, (git_reference **out, git_repository *repo, const char *name, const git_oid *id, int force, const char *log_message), (out, repo, name, id, force, log_message)) \
  X(int, git_reference_create_matching, (git_reference **out, git_repository *repo, const char *name, const git_oid *id, int force, const git_oid *current_id, const char *log_message), (out, repo, name, id, force, current_id, log_message)) \
  X(int, git_reference_delete, (git_reference *ref), (ref)) \
  X(int, git_reference_remove, (git_repository *repo, const char *name), (repo, name)) \
  X(int, git_reference_iterator_glob_new, (git_reference_iterator **out, git_repository *repo, const char *glob), (out, repo, glob)) \
  X(void, git_reference_iterator_free, (git_reference_iterator *iter), (iter)) \
  X(int, git_reference_next, (git_reference **out, git_reference_iterator *iter), (out, iter)) \
  X(int, git_reference_next_name, (const char **out, git_reference_iterator *iter), (out, iter)) \
  X(const char *, git_reference_name, (const git_reference *ref), (ref)) \
  X(int, git_reference_name_is_valid, (int *valid, const char *refname), (valid, refname)) \
  X(int, git_commit_create, (git_oid *id, git_repository *repo, const char *update_ref, const git_signature *author, const git_signature *committer, const char *message_encoding, const char *message, const git_tree *tree, size_t parent_count, const git_commit *parents[]), (id, repo, update_ref, author, committer, message_encoding, message, tree, parent_count, parents)) \
  X(int, git_commit_create_from_ids, (git_oid *id, git_repository *repo, const char *update_ref, const git_signature *author, const git_signature *committer, const char *message_encoding, const char *message, const git_oid *tree, size_t parent_count, const git_oid *parents[]), (id, repo, update_ref, author, committer, message_encoding, message, tree, parent_count, parents)) \
  X(int, git_commit_create_buffer, (git_buf *out, git_repository *repo, const git_signature *author, const git_signature *committer, const char *message_encoding, const char *message, const git_tree *tree, size_t parent_count, const git_commit *parents[]), (out, repo, author, committer, message_encoding, message, tree, parent_count, parents)) \
  X(int, git_commit_create_with_signature, (git_oid *out, git_repository *repo, const char *commit_content, const char *signature, const char *signature_field), (out, repo, commit_content, signature, signature_field)) \
  X(int, git_signature_new, (git_signature **out, const char *name, const char *email, git_time_t time, int offset), (out, name, email, time, offset)) \
  X(int, git_signature_now, (git_signature **out, const char *name, const char *email), (out, name, email)) \
  X(int, git_signature_default, (git_signature **out, git_repository *repo), (out, repo)) \
  X(void, git_signature_free, (git_signature *sig), (sig)) \
  X(int, git_config_get_string, (const char **out, const git_config *cfg, const char *name), (out, cfg, name)) \
  X(int, git_config_get_string_buf, (git_buf *out, const git_config *cfg, const char *name), (out, cfg, name)) \
  X(int, git_config_get_bool, (int *out, const git_config *cfg, const char *name), (out, cfg, name)) \
  X(void, git_config_free, (git_config *cfg), (cfg)) \
  X(int, git_config_set_string, (git_config *cfg, const char *name, const char *value), (cfg, name, value)) \
  X(int, git_config_set_multivar, (git_config *cfg, const char *name, const char *regexp, const char *value), (cfg, name, regexp, value)) \
  X(int, git_config_delete_multivar, (git_config *cfg, const char *name, const char *regexp), (cfg, name, regexp)) \
  X(int, git_config_multivar_iterator_new, (git_config_iterator **out, const git_config *cfg, const char *name, const char *regexp), (out, cfg, name, regexp)) \
  X(int, git_config_next, (git_config_entry **entry, git_config_iterator *iter), (entry, iter)) \
  X(void, git_config_iterator_free, (git_config_iterator *iter), (iter)) \
  X(int, git_ignore_path_is_ignored, (int *ignored, git_repository *repo, const char *path), (ignored, repo, path)) \
  X(int, git_merge_base, (git_oid *out, git_repository *repo, const git_oid *one, const git_oid *two), (out, repo, one, two)) \
  X(int, git_graph_descendant_of, (git_repository *repo, const git_oid *commit, const git_oid *ancestor), (repo, commit, ancestor)) \
  X(int, git_graph_ahead_behind, (size_t *ahead, size_t *behind, git_repository *repo, const git_oid *local, const git_oid *upstream), (ahead, behind, repo, local, upstream)) \
  X(int, git_revwalk_new, (git_revwalk **out, git_repository *repo), (out, repo)) \
  X(int, git_revwalk_push, (git_revwalk *walk, const git_oid *id), (walk, id)) \
  X(int, git_revwalk_push_glob, (git_revwalk *walk, const char *glob), (walk, glob)) \
  X(int, git_revwalk_hide, (git_revwalk *walk, const git_oid *commit_id), (walk, commit_id)) \
  X(int, git_revwalk_sorting, (git_revwalk *walk, unsigned int sort_mode), (walk, sort_mode)) \
  X(int, git_revwalk_next, (git_oid *out, git_revwalk *walk), (out, walk)) \
  X(void, git_revwalk_free, (git_revwalk *walk), (walk)) \
  X(int, git_oid_fromstr, (git_oid *out, const char *str), (out, str)) \
  X(int, git_oid_fmt, (char *out, const git_oid *id), (out, id)) \
  X(int, git_oid_equal, (const git_oid *a, const git_oid *b), (a, b)) \
  X(int, git_revparse_single, (git_object **out, git_repository *repo, const char *spec), (out, repo, spec)) \
  X(void, git_buf_dispose, (git_buf *buffer), (buffer)) \
  X(int, git_tag_lookup, (git_tag **out, git_repository *repo, const git_oid *id), (out, repo, id)) \
  X(const char *, git_tag_message, (const git_tag *tag), (tag)) \
  X(void, git_tag_free, (git_tag *tag), (tag))
// clang-format on

static struct {
  FUNCTIONS(GSS_DECLARE)
  int (*git_libgit2_opts)(int, ...);
} table;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static char failure[512];

static void load(void) {
  void *library = gss_open_library(library_names, "libgit2", failure, sizeof failure);
  if (library == NULL) return;
  const char *missing = NULL;
  FUNCTIONS(GSS_RESOLVE)
  GSS_RESOLVE(, git_libgit2_opts, , )
  if (missing != NULL) {
    snprintf(failure, sizeof failure, "this libgit2 has no %s", missing);
  } else if (table.git_libgit2_init() < 0) {
    snprintf(failure, sizeof failure, "git_libgit2_init failed");
  }
}

const char *gss_git2_load(void) {
  pthread_once(&once, load);
  return failure[0] != '\0' ? failure : NULL;
}

#define LOAD gss_git2_load
FUNCTIONS(GSS_DEFINE)

int gss_git2_allow_extensions(void) {
  GSS_REQUIRE(git_libgit2_opts)
  const char *names[] = {"worktreeconfig", "partialclone", "preciousobjects"};
  return table.git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, names, sizeof names / sizeof *names);
}
int gss_git2_set_owner_validation(int enabled) {
  GSS_REQUIRE(git_libgit2_opts)
  return table.git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, enabled);
}
int gss_git2_set_fsync(int enabled) {
  GSS_REQUIRE(git_libgit2_opts)
  return table.git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, enabled);
}
int gss_git2_set_search_path(int level, const char *path) {
  GSS_REQUIRE(git_libgit2_opts)
  return table.git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, path);
}
int gss_git2_set_caching(int enabled) {
  GSS_REQUIRE(git_libgit2_opts)
  return table.git_libgit2_opts(GIT_OPT_ENABLE_CACHING, enabled);
}
int gss_git2_set_hash_verification(int enabled) {
  GSS_REQUIRE(git_libgit2_opts)
  return table.git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, enabled);
}
