package import Git

/// All hooks of a repository: those of a clone, or those of a server.
package struct HookSet: Sendable {
  private let installers: [(hook: GitHook, installer: HookInstaller)]
  private let directory: String

  /// Names the repository and the program that the hooks run (``HookInstaller``).
  package init(layout: RepositoryLayout, executable: String) {
    directory = layout.hooksDirectory
    let hooks = layout.isBare ? GitHook.ofServers : GitHook.ofClones
    installers = hooks.map {
      ($0, HookInstaller(layout: layout, executable: executable, hook: $0))
    }
  }

  /// Whether Git runs hooks that are not this repository's alone.
  package static func isElsewhere(_ layout: RepositoryLayout) -> Bool { HookPlace(layout) != .own }

  /// Looks, and changes nothing.
  package func states() throws(HookError) -> HookStates {
    var groups: [(state: HookState, hooks: [GitHook])] = []
    for (hook, installer) in installers {
      let state = try installer.state()
      if let index = groups.firstIndex(where: { $0.state == state }) {
        groups[index].hooks.append(hook)
      } else {
        groups.append((state, [hook]))
      }
    }
    return HookStates(groups: groups)
  }

  /// Installs what is not there, and brings the rest up to date.
  ///
  /// - Returns: what was done.
  /// - Throws: as ``HookInstaller/install(shared:)``, for the first hook that cannot be installed.
  package func install(shared: Bool = false) throws(HookError) -> [InstallStep] {
    // What is refused is refused before anything is changed.
    var elsewhere: (hooks: [GitHook], error: HookError)?
    for (hook, installer) in installers {
      do throws(HookError) {
        try installer.check(shared: shared)
      } catch {
        guard error.kind == .hooksPathElsewhere else { throw error }
        elsewhere = ((elsewhere?.hooks ?? []) + [hook], error)
      }
    }
    if let (hooks, error) = elsewhere {
      throw HookError(
        error.kind,
        error.message,
        hint: HookPlace.advice(for: hooks, hooksDirectory: directory)
      )
    }
    var steps: [InstallStep] = []
    for (_, installer) in installers { steps += try installer.install(shared: shared) }
    return steps
  }

  /// Takes all hooks away and puts back what was there before.
  package func uninstall() throws(HookError) -> [InstallStep] {
    var steps: [InstallStep] = []
    for (_, installer) in installers { steps += try installer.uninstall() }
    return steps
  }
}

/// The states of all hooks, those of one state together.
package struct HookStates: Sendable {
  /// In the order of the hooks.
  package let groups: [(state: HookState, hooks: [GitHook])]

  /// Whether commits and pushes are checked: a reminder may be missing.
  package var isActive: Bool {
    isLeftToFramework
      || groups.allSatisfy { group in
        group.state.isActive || group.hooks.allSatisfy { $0.object == nil }
      }
  }

  /// Whether a framework has the check run at each hook that it has, and only others are missing.
  package var isLeftToFramework: Bool {
    groups.contains { if case .listed = $0.state { $0.hooks.contains(.preCommit) } else { false } }
      && groups.allSatisfy { state, hooks in
        switch state {
        case .missing, .foreign: !hooks.contains(where: HookFramework.served.contains)
        default: state.isActive
        }
      }
  }

  /// Whether all is as `init` leaves it.
  package var isCurrent: Bool { groups.allSatisfy { $0.state.isActive && $0.state != .outdated } }

  /// What is so, a sentence a line.
  package var message: String {
    if groups.count == 1, let group = groups.first, group.state == .installed {
      return group.hooks.count == 1
        ? group.state.message(of: group.hooks) : "All \(group.hooks.count) hooks are installed."
    }
    return groups.map { $0.state.message(of: $0.hooks) }.joined(separator: "\n")
  }

  /// What to do about it; nil where there is nothing to do.
  package var fix: String? {
    if isLeftToFramework, !isCurrent {
      return "`git secrets-sync init` beside it covers cherry-pick, revert and rebase, too."
    }
    var fixes: [String] = []
    var shadowed: [HookState: [GitHook]] = [:]
    for group in groups {
      if case .shadowed = group.state {
        shadowed[group.state, default: []] += group.hooks
      } else if let fix = group.state.fix(of: group.hooks), !fixes.contains(fix) {
        fixes.append(fix)
      }
    }
    fixes += shadowed.compactMap { $0.key.fix(of: $0.value) }
    return fixes.isEmpty ? nil : fixes.joined(separator: "\n")
  }
}
