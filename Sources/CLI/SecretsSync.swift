import ArgumentParser

/// The root of the command tree; without a verb, the status of the repository.
struct SecretsSync: ParsableCommand {
  static let version = "0.1.0"

  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "git-secrets-sync",
      abstract: "Keeps secrets out of Git, and links commits to the versions of the secrets that "
        + "they were deployed with.",
      discussion: """
        Without a command: the status of this repository.

        A secret is written STORE:NAME[#KEY][@VERSION]. The stores are sm (AWS Secrets Manager), \
        ssm (Parameter Store) and local (the embedded store). A name that holds an @ itself is \
        written with another one at its end: sm:shop/dana@example.com@.
        """,
      version: version,
      groupedSubcommands: groups.map { CommandGroup(name: $0.name, subcommands: $0.verbs) },
      defaultSubcommand: StatusCommand.self
    )
  }

  /// Every verb, in the groups that `--help` shows.
  static var groups: [(name: String, verbs: [any Verb.Type])] {
    [
      (
        "Set up", [StatusCommand.self, InitCommand.self, DoctorCommand.self, UninstallCommand.self]
      ),
      (
        "Stop leaks",
        [
          ScanCommand.self, WhyCommand.self, HookCommand.self, AllowCommand.self,
          BaselineCommand.self, PolicyCommand.self, RulesCommand.self,
        ]
      ),
      (
        "Deployments",
        [
          RecordCommand.self, ShowCommand.self, LogCommand.self, DiffCommand.self,
          WhichCommand.self, VerifyCommand.self, RollbackCommand.self, SyncCommand.self,
          PushCommand.self, FetchCommand.self,
        ]
      ),
      (
        "Secrets",
        [
          ListCommand.self, ListVersionsCommand.self, HistoryCommand.self, GetCommand.self,
          CompareCommand.self,
          CreateCommand.self, UpdateCommand.self, EditCommand.self, DeleteCommand.self,
          RestoreCommand.self,
          CopyCommand.self, ImportCommand.self, PlanCommand.self, ApplyCommand.self,
          DumpCommand.self, RunCommand.self, GenerateCommand.self,
        ]
      ),
      ("Files", [VaultCommand.self]),
    ]
  }

  static var verbs: [any Verb.Type] { groups.flatMap(\.verbs) }
}

/// The names of all commands, for those who check the documents against them.
package enum CommandNames {
  package static var all: [String] { SecretsSync.verbs.map { $0._commandName } }
}
