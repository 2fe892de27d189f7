/// Whether Git runs our check before a commit.
package enum HookState: Sendable, Hashable {
  case installed
  /// Ours and working, but written by another version or for another copy of the program.
  case outdated
  /// The hook at `path` belongs to something else and runs our check.
  case calledByOther(path: String)
  /// A framework wrote the hook, and its configuration has our check run.
  case listed(configuration: String)
  case missing
  /// The hook at `path` belongs to something else and does not run our check.
  case foreign(path: String)
  /// Ours, but Git passes over it.
  case notExecutable(path: String)
  /// `core.hooksPath` makes Git look in `directory`, where nothing runs our check.
  case shadowed(directory: String)
  /// Ours, but the program that it runs is gone: it blocks every commit.
  case binaryMissing(program: String)
  case bareRepository

  /// Whether each commit is checked.
  package var isActive: Bool {
    switch self {
    case .installed, .outdated, .calledByOther, .listed: true
    case .missing, .foreign, .notExecutable, .shadowed, .binaryMissing, .bareRepository: false
    }
  }

  /// What else runs our check; nil where nothing else does.
  var caller: String? {
    switch self {
    case .calledByOther(let path), .listed(let path): path
    default: nil
    }
  }

  /// What is so of some hooks, in a sentence.
  package func message(of hooks: [GitHook]) -> String {
    let isOne = hooks.count == 1
    let names = hooks.map(\.name).joined(separator: ", ")
    let subject = isOne ? "The \(names) hook" : "\(hooks.count) hooks (\(names))"
    let (are, them) = isOne ? ("is", "it") : ("are", "them")
    return switch self {
    case .installed: "\(subject) \(are) installed."
    case .outdated: "\(subject) \(are) from another version or copy of git-secrets-sync."
    case .calledByOther(let path): "The hook \(path) runs the check."
    case .listed(let path): "\(subject) \(isOne ? "runs" : "run") the check, as \(path) says."
    case .missing: "\(subject) \(are) not installed."
    case .foreign(let path): "The hook \(path) does not run the check."
    case .notExecutable(let path): "The hook \(path) is not executable, so Git passes over it."
    case .shadowed(let directory):
      "core.hooksPath makes Git look for hooks in \(directory), where nothing runs \(names)."
    case .binaryMissing(let program):
      "\(subject) \(isOne ? "runs" : "run") \(program), which is gone; nothing passes \(them)."
    case .bareRepository:
      "A bare repository has no \(names) hook: nothing is committed in it."
    }
  }

  /// What to do about it; nil where there is nothing to do.
  package func fix(of hooks: [GitHook]) -> String? {
    switch self {
    case .installed, .calledByOther, .listed, .bareRepository: nil
    case .outdated, .missing, .foreign, .notExecutable, .binaryMissing:
      "Run `git secrets-sync init`."
    case .shadowed(let directory): HookPlace.advice(for: hooks, hooksDirectory: directory)
    }
  }
}

/// What installing or uninstalling did.
package enum InstallStep: Sendable, Equatable, CustomStringConvertible {
  /// The hook that was there has another name now, and `runs` before our check if it ever ran.
  case kept(path: String, as: String, runs: Bool)
  case installed(path: String)
  case updated(path: String)
  case madeExecutable(path: String)
  case unchanged(path: String)
  /// Another hook runs our check already.
  case calledByOther(path: String)
  case restored(path: String)
  case removed(path: String)
  /// Not ours, so it stays.
  case leftAlone(path: String)

  /// Whether something was done.
  package var isChange: Bool {
    switch self {
    case .unchanged, .calledByOther, .leftAlone: false
    case .kept, .installed, .updated, .madeExecutable, .restored, .removed: true
    }
  }

  /// What was done with all hooks, shortly: those of which there is more to say by their paths.
  package static func summary(_ steps: [InstallStep]) -> String {
    var plain: [(what: String, names: [String])] = []
    var others: [String] = []
    for step in steps {
      let (what, path): (String, String)
      switch step {
      case .installed(let at): (what, path) = ("installed", at)
      case .updated(let at): (what, path) = ("updated", at)
      case .unchanged(let at): (what, path) = ("up to date:", at)
      case .removed(let at): (what, path) = ("removed", at)
      default:
        if !others.contains(step.description) { others.append(step.description) }
        continue
      }
      let name = name(path)
      if let index = plain.firstIndex(where: { $0.what == what }) {
        plain[index].names.append(name)
      } else {
        plain.append((what, [name]))
      }
    }
    let lines = plain.map { "\($0.what) \($0.names.joined(separator: ", "))" } + others
    return lines.joined(separator: "; ")
  }

  package var description: String {
    switch self {
    case .kept(let path, let kept, let runs):
      "kept \(Self.name(path)) as \(Self.name(kept)), "
        + (runs ? "which runs before the check" : "which does not run: it is not executable")
    case .installed(let path): "installed \(path)"
    case .updated(let path): "updated \(path)"
    case .madeExecutable(let path): "made \(path) executable"
    case .unchanged(let path): "\(path) is up to date"
    case .calledByOther(let path): "\(path) runs the check already"
    case .restored(let path): "restored the hook that was at \(path) before"
    case .removed(let path): "removed \(path)"
    case .leftAlone(let path): "left \(path) alone: it is not ours"
    }
  }
  private static func name(_ path: String) -> String {
    String(path.split(separator: "/").last ?? "")
  }
}
