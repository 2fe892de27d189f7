import Git
import Hooks

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// One check of `doctor`: what is so, and how to mend it.
struct HealthCheck: Sendable {
  enum State: String, Sendable {
    case fine = "ok"
    case note
    case wrong
  }

  let name: String
  let state: State
  let message: String
  var fix: String?
  /// Whether it could not be found out, so that the like need not be asked for.
  var isUnknown = false

  /// With its reason where something is to be done, or where more is asked for.
  func text(_ terminal: Terminal, verbose: Bool = false) -> String {
    let color: Paint =
      switch state {
      case .fine: .green
      case .note: .cyan
      case .wrong: .red
      }
    let label = state.rawValue + String(repeating: " ", count: 5 - state.rawValue.count)
    let lines = message.split(separator: "\n").map { visible(String($0)) }
    var text = terminal.paint(label, color) + "  \(visible(name)): "
    text += lines.joined(separator: "\n       ") + "\n"
    if let why, state != .fine || verbose { text += "       why: \(visible(why))\n" }
    let fixes = fix?.split(separator: "\n").map { visible(String($0)) } ?? []
    if !fixes.isEmpty { text += "       fix: " + fixes.joined(separator: "\n            ") + "\n" }
    return text
  }

  var json: JSON {
    .present([
      ("check", .string(name)), ("state", .string(state.rawValue)),
      ("message", .string(message)), ("why", why.map(JSON.string)), ("fix", fix.map(JSON.string)),
    ])
  }

  static func wrong(_ name: String, _ error: any Error) -> HealthCheck {
    let failure = Failure(explaining: error)
    return HealthCheck(name: name, state: .wrong, message: failure.message, fix: failure.hint)
  }
}

extension HealthCheck {
  static func gitVersion(_ session: Session) -> HealthCheck {
    let name = "git"
    do {
      let line = try session.git.line(["version"])
      let number = line.split(separator: " ").first { $0.first?.isNumber == true } ?? ""
      let parts = number.split(separator: ".").compactMap { Int($0) }
      guard parts.count >= 2, (parts[0], parts[1]) >= (2, 32) else {
        return HealthCheck(
          name: name,
          state: .wrong,
          message: visible(line),
          fix: "Install Git 2.32 or later."
        )
      }
      return HealthCheck(name: name, state: .fine, message: visible(line))
    } catch {
      return wrong(name, error)
    }
  }

  static func libgit2(_ session: Session) -> HealthCheck {
    do {
      _ = try session.repository()
      return HealthCheck(name: "libgit2", state: .fine, message: "opens this repository")
    } catch  where error.kind == .unsupportedRepository {
      return HealthCheck(
        name: "libgit2",
        state: .note,
        message: error.message,
        fix: error.hint
      )
    } catch {
      return wrong("libgit2", error)
    }
  }

  static func hook(_ session: Session, _ layout: RepositoryLayout) -> HealthCheck {
    do {
      let states = try HookSet(layout: layout, executable: session.world.executable).states()
      return HealthCheck(
        name: "hooks",
        state: states.isCurrent ? .fine : states.isLeftToFramework ? .note : .wrong,
        message: states.message.split(separator: "\n").map { visible(String($0)) }
          .joined(separator: "\n"),
        fix: states.fix
      )
    } catch {
      return wrong("hooks", error)
    }
  }

  static func configuration(_ session: Session, _ layout: RepositoryLayout) -> HealthCheck {
    do {
      let names = try session.configuration().environments.map { visible($0.name) }
      guard !names.isEmpty else {
        return HealthCheck(
          name: "configuration",
          state: layout.isBare ? .note : .wrong,
          message: "no environment is configured",
          fix: layout.isBare ? nil : "Run `git secrets-sync init`."
        )
      }
      return HealthCheck(
        name: "configuration",
        state: .fine,
        message: "environments: \(names.joined(separator: ", "))"
      )
    } catch {
      return wrong("configuration", error)
    }
  }

  static func protectedFiles(_ session: Session, _ top: String) -> [HealthCheck] {
    do {
      let state = try ProtectedFiles(session: session, top: top).state()
      return policy(state, fromTop: top != session.world.directory, all: false)
    } catch {
      return [wrong("ignore", error)]
    }
  }

  static func ledger(_ session: Session) -> HealthCheck {
    do {
      let missing = try session.remotesWithoutLedger()
      guard missing.isEmpty else {
        return HealthCheck(
          name: "ledger",
          state: .wrong,
          message:
            "`git fetch` does not bring it from \(missing.map(visible).joined(separator: ", "))",
          fix: "Run `git secrets-sync init`."
        )
      }
      let hasRemote = try !session.remotes().isEmpty
      return HealthCheck(
        name: "ledger",
        state: hasRemote ? .fine : .note,
        message: hasRemote ? "`git fetch` brings it" : "no remote to share it with"
      )
    } catch {
      return wrong("ledger", error)
    }
  }

  static func localKey(_ session: Session) -> HealthCheck {
    var information = stat()
    let path = session.localKeyPath
    guard unsafe stat(path, &information) == 0 else {
      return HealthCheck(name: "local store", state: .note, message: "not used yet: it has no key")
    }
    guard information.st_mode & 0o077 == 0 else {
      return HealthCheck(
        name: "local store",
        state: .wrong,
        message: "others may read its key \(visible(path))",
        fix: "chmod 600 \(visible(path)), and change what is in the store."
      )
    }
    return HealthCheck(name: "local store", state: .fine, message: "only you can read its key")
  }
}
