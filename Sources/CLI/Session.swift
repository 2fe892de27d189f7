import AWS
import FoundationEssentials
import Git
import Secrets

/// One run of a command: the world, the options, and what they lead to, found on first use.
final class Session {
  let world: World
  let options: GlobalOptions
  let out: Terminal
  let err: Terminal
  /// Whether it is in another working tree than the user is.
  var isMoved = false
  private var foundLayout: RepositoryLayout?
  private var foundConfiguration: Configuration?
  private var foundRepository: Repository?
  var clients: [String: (AWSClient, CallerIdentity)] = [:]
  /// The options that lead to each store that was reached.
  var reachedBy: Set<String> = []
  /// One of the clients of each source of credentials.
  var clientsBySource: [String: AWSClient] = [:]

  init(world: World, options: GlobalOptions) {
    self.world = world
    self.options = options
    out = Terminal(world.output, color: options.color, environment: world.environment)
    err = Terminal(world.messages, color: options.color, environment: world.environment)
  }

  // MARK: Saying things

  /// Prints a result.
  func print(_ text: String) { world.output.write(text) }

  /// Prints a document of JSON.
  func print(_ json: JSON) { world.output.write(json.document()) }

  var wantsJSON: Bool { options.format == .json }

  /// Says something about what is done, unless `--quiet`.
  func say(_ text: String) {
    guard !options.quiet else { return }
    message(text + "\n")
  }

  /// Says something that matters also with `--quiet`.
  func warn(_ text: String) {
    message(err.paint("warning:", .yellow) + " " + text + "\n")
  }

  /// Says something for those who asked for more.
  func detail(_ text: String) {
    guard options.verbose else { return }
    message(text + "\n")
  }

  /// Writes to standard error at once, after the results so far: both may be one terminal.
  func message(_ text: String) {
    world.output.push()
    world.messages.write(text)
    world.messages.push()
  }

  // MARK: The repository

  var git: GitCommand {
    GitCommand(directory: world.directory, environment: world.environment)
  }

  func layout() throws(GitError) -> RepositoryLayout {
    if let foundLayout { return foundLayout }
    let layout = try RepositoryLayout.find(git)
    foundLayout = layout
    return layout
  }

  /// The layout, or nil outside of a repository; any other failure is thrown.
  func layoutIfAny() throws(GitError) -> RepositoryLayout? {
    do throws(GitError) {
      return try layout()
    } catch {
      guard error.kind == .notARepository else { throw error }
      return nil
    }
  }

  func repository() throws(GitError) -> Repository {
    if let foundRepository { return foundRepository }
    let repository = try Repository.open(try layout())
    foundRepository = repository
    return repository
  }

  // MARK: The configuration

  /// The configuration as it stands in the working tree; the defaults where there is no file.
  func configuration() throws -> Configuration {
    if let foundConfiguration { return foundConfiguration }
    let configuration = try readConfiguration()
    foundConfiguration = configuration
    return configuration
  }

  /// Takes a configuration that is not written yet.
  func assume(_ configuration: Configuration) { foundConfiguration = configuration }

  private func readConfiguration() throws -> Configuration {
    guard let layout = try layoutIfAny() else { return Configuration() }
    guard let bytes = try committedFile(Configuration.fileName, layout) else {
      return Configuration()
    }
    return try ConfigurationReader.read(bytes, file: Configuration.fileName)
  }

  /// A file at the top level: of the working tree, or in a bare repository that of `HEAD`.
  func committedFile(_ name: String, _ layout: RepositoryLayout) throws -> [UInt8]? {
    guard let top = layout.topLevel else {
      let blobs = try BlobReader(git)
      defer { try? blobs.close() }
      return try blobs.read(revision: "HEAD:" + name)?.bytes
    }
    return try Files.readIfPresent(top + "/" + name)
  }
}
