import CLibgit2

/// A repository opened by libgit2: objects and references without a process for each.
///
/// Configuration and signatures come from `git` instead, because libgit2 knows neither
/// `GIT_CONFIG_GLOBAL` nor what `git -c` passes on to hooks.
@safe package final class Repository {
  /// Where the repository's parts are.
  package let layout: RepositoryLayout
  let handle: Handle
  private var loadedConfiguration: GitConfiguration?

  private init(layout: RepositoryLayout, handle: consuming Handle) {
    self.layout = layout
    self.handle = handle
  }

  /// Opens the repository that Git found: `git_repository_open_ext`, without any search.
  ///
  /// - Throws: `unsupportedRepository` with the reason if libgit2 cannot open it;
  ///   `libraryUnavailable` without libgit2.
  package static func open(_ layout: RepositoryLayout) throws(GitError) -> Repository {
    guard layout.objectFormat == "sha1" else {
      throw GitError(
        .unsupportedRepository,
        "The repository names its objects by \(layout.objectFormat), which libgit2 cannot read.",
        hint: "Scanning and hooks work here; the ledger needs a SHA-1 repository."
      )
    }
    try Libgit2.load()
    let flags =
      GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue | GIT_REPOSITORY_OPEN_NO_DOTGIT.rawValue
    let handle = try unsafe Handle(free: git_repository_free) {
      repository throws(GitError) in
      try Libgit2.check(
        unsafe git_repository_open_ext(repository, layout.gitDirectory, flags, nil),
        "libgit2 cannot open \(layout.gitDirectory)",
        otherwise: .unsupportedRepository
      )
    }
    return Repository(layout: layout, handle: handle)
  }

  /// The configuration as Git sees it, read once.
  package func configuration() throws(GitError) -> GitConfiguration {
    if let loadedConfiguration { return loadedConfiguration }
    let configuration = try GitConfiguration.read(layout.git)
    loadedConfiguration = configuration
    return configuration
  }

  /// A value of the configuration, `user.name`; `nil` if it is not set.
  package func configString(_ key: String) throws(GitError) -> String? {
    try configuration().string(key)
  }

  /// A value of the configuration as yes or no; `nil` if it is not set.
  package func configBool(_ key: String) throws(GitError) -> Bool? {
    try configuration().bool(key)
  }
}
