import AWS
import FoundationEssentials
import Git
import Secrets

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Whether files that are about to be planned or applied are the latest: nobody is to work from a
/// copy that somebody else has changed in the vault since.
struct VaultFreshness {
  let session: Session

  /// Refuses files of the vault of which it has a newer version, and says which are not in it as
  /// they are here; asks for the latest version of each, and for nothing where none is the vault's.
  ///
  /// - Parameter names: as they were named on the command line.
  /// - Throws: `.found` where the vault is newer; what the vault throws where it cannot be asked.
  func check(_ names: [String]) async throws {
    let files = try vaultFiles(names)
    guard !files.isEmpty else { return }
    let statuses: [VaultFileStatus]
    do {
      let open = try await OpenVault(asking)
      statuses = try await open.statuses(files)
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      let failure = Failure(explaining: error)
      let whether = files.count == 1 ? "\(visible(names[0])) is" : "these files are"
      throw Failure(
        "Whether \(whether) the latest cannot be told, so nothing was done: \(failure.message)",
        hint: (failure.hint.map { $0 + " " } ?? "")
          + "To work from what is here all the same: --stale",
        status: failure.status
      )
    }
    for status in statuses { try check(status) }
  }

  private func check(_ status: VaultFileStatus) throws {
    let name = visible(ChangeText.argument(named(status.file)))
    switch status.state {
    case .same, .onlyThere, .goneHere: return
    case .newerThere, .changedBoth:
      let isBoth = status.state == .changedBoth
      throw Failure(
        "\(visible(status.file.text)) is \(visible(VaultText.words(status))). Nothing was done.",
        hint: isBoth
          ? "git secrets-sync vault diff \(name) --three-way, then git secrets-sync vault pull --merge "
            + "\(name); or work from what is here: --stale"
          : "git secrets-sync vault pull \(name); or work from what is here: --stale",
        status: .found
      )
    case .changedHere, .onlyHere, .goneThere:
      session.say(
        "\(visible(status.file.text)) is not in the vault as it is here: git secrets-sync vault push "
          + name
      )
    }
  }

  /// Those of the files that travel through the vault, absolute; also where a link leads to one.
  private func vaultFiles(_ names: [String]) throws -> [String] {
    guard let layout = try session.layoutIfAny(), layout.topLevel != nil,
      try !session.configuration().vaultFiles.isEmpty, try isUsed()
    else { return [] }
    let tree = try VaultTree(session)
    return try names.filter { $0 != "-" }.compactMap { name in
      let absolute = session.world.absolute(name)
      let real = Self.real(absolute)
      let path = real ?? VaultTree.normal(absolute)
      guard path.hasPrefix(tree.top + "/"),
        let file = VaultPath(String(path.dropFirst(tree.top.count + 1))), tree.wants(file)
      else { return nil }
      guard real != nil else {
        throw Failure.usage(
          "\(visible(name)) is not here.",
          hint: "git secrets-sync vault pull \(visible(ChangeText.argument(name)))"
        )
      }
      return path
    }
  }

  /// Whether there is anything that a file could be older than: the embedded vault has mostly nothing.
  private func isUsed() throws -> Bool {
    if try session.hasVault() { return true }
    let root = try session.vaultFolder(session.configuration().vault, top: "/")
    return try !LockedFile.names(in: root + "/files").isEmpty
  }

  /// The session that reaches the vault: `--env`, `--profile` and `--region` say where the secrets go,
  /// and the vault, if it has an environment of its own, is elsewhere.
  private var asking: Session {
    get throws {
      guard try session.configuration().vault.environment != nil else { return session }
      var options = session.options
      (options.common.environment, options.common.profile, options.common.region) = (nil, nil, nil)
      return Session(world: session.world, options: options)
    }
  }

  /// A file of the vault as it is named from the working directory.
  private func named(_ file: VaultPath) -> String {
    let top = (try? session.layout().topLevel) ?? ""
    let path = "\(top)/\(file.text)"
    let here = session.world.directory + "/"
    return path.hasPrefix(here) ? String(path.dropFirst(here.count)) : path
  }

  private static func real(_ path: String) -> String? {
    guard let real = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }
}
