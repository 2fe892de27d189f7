import AWS
import FoundationEssentials
import Git
import Secrets

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
    for (session, names) in try places(names) {
      let place = VaultFreshness(session: session)
      guard try place.isUsed() else { continue }
      let files = try place.vaultFiles(names)
      if !files.isEmpty { try await place.check(files: files) }
    }
  }

  /// The files by the working tree that each is in, absolute and without links: what counts is where a
  /// file is, and not where the program was started.
  private func places(_ names: [String]) throws -> [(Session, [String])] {
    let top = try session.layoutIfAny()?.topLevel
    var groups: [(top: String, session: Session, names: [String])] = []
    for name in names where name != "-" {
      let absolute = session.world.absolute(name)
      let path = WorkingTreePlace.real(absolute) ?? VaultTree.normal(absolute)
      var own = WorkingTreePlace.top(of: path)
      // By GIT_WORK_TREE a tree has no `.git` of its own.
      if let top, path.hasPrefix(top + "/"), top.utf8.count > own?.utf8.count ?? 0 { own = top }
      guard let own else { continue }
      if let index = groups.firstIndex(where: { $0.top == own }) {
        groups[index].names.append(path)
      } else {
        groups.append((own, own == top ? session : session.moved(to: own), [path]))
      }
    }
    return groups.map { ($0.session, $0.names) }
  }

  private func check(files: [String]) async throws {
    let statuses: [VaultFileStatus]
    let open: OpenVault
    do {
      open = try await OpenVault(asking)
      statuses = try await open.statuses(files)
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      let failure = Failure(explaining: error)
      let top = try session.layout().topLevel ?? ""
      let first = visible(String(files[0].dropFirst(top.count + 1)))
      let whether = files.count == 1 ? "\(first) is" : "these files are"
      throw Failure(
        "Whether \(whether) the latest cannot be told, so nothing was done: \(failure.message)",
        hint: (failure.hint.map { $0 + ($0.hasSuffix(".") ? " " : ". ") } ?? "")
          + "To work from what is here all the same: --stale",
        status: failure.status
      )
    }
    for status in statuses { try check(status, open) }
  }

  private func check(_ status: VaultFileStatus, _ open: OpenVault) throws {
    let (file, commands) = (status.file, open.commands)
    if status.state != .same, let side = open.openMerge(status) {
      throw refusal("to be merged with \(visible(side.text))", file, open.ending(side, of: file))
    }
    switch status.state {
    case .same, .onlyThere, .goneHere: return
    case .newerThere, .changedBoth:
      throw refusal(
        visible(VaultText.words(status)),
        file,
        status.state == .changedBoth
          ? open.mergeCommands(status)
          : open.openCommands(status) ?? commands("pull", file)
      )
    case .changedHere, .onlyHere, .goneThere:
      session.say(
        "\(visible(file.text)) is not in the vault as it is here: \(commands("push", file))"
      )
    }
  }

  private func refusal(_ why: String, _ file: VaultPath, _ next: String) -> Failure {
    Failure(
      "\(visible(file.text)) is \(why). Nothing was done.",
      hint: next + "; or work from what is here: --stale",
      status: .found
    )
  }

  /// Those of the files that travel through the vault; the paths are absolute.
  private func vaultFiles(_ paths: [String]) throws -> [String] {
    let tree = try VaultTree(session)
    return try paths.filter { path in
      guard path.hasPrefix(tree.top + "/"),
        let file = VaultPath(String(path.dropFirst(tree.top.count + 1))), tree.wants(file)
      else { return false }
      guard FileManager.default.fileExists(atPath: path) else {
        throw Failure.usage(
          "\(visible(file.text)) is not here.",
          hint: try session.vaultCommands(tree)("pull", file)
        )
      }
      return true
    }
  }

  /// Whether there is anything that a file could be older than: the embedded vault has mostly nothing.
  private func isUsed() throws -> Bool {
    guard try session.layout().topLevel != nil, try !session.configuration().vaultFiles.isEmpty
    else { return false }
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
      let asking = Session(world: session.world, options: options)
      asking.isMoved = session.isMoved
      return asking
    }
  }
}
