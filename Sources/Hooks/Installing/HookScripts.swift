import Git

/// A quick look at installed hooks, for those who run at every checkout.
package enum HookScripts {
  /// Whether a hook of ours in a directory is not as this version writes it.
  package static func areOutdated(in directory: String, executable: String) -> Bool {
    GitHook.ofClones.contains { hook in
      guard let bytes = try? Files.readIfPresent(directory + "/" + hook.name),
        HookScript.isOurs(bytes)
      else { return false }
      return ![HookScript.Kind.own, .ofTeamMember].contains { kind in
        bytes == HookScript.script(of: hook, running: executable, kind)
      }
    }
  }
}
