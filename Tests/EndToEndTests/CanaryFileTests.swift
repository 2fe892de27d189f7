import AWS
import Foundation
import TestSupport
import Testing

/// A value that is planted in files stays there, and in the stores or the vault where they go.
@Suite struct CanaryFileTests {
  private let world: CanaryWorld
  private var canary: String { world.canary }
  private var repository: TemporaryRepository { world.program.repository }

  init() throws { world = try CanaryWorld() }

  private func run(_ commands: [CanaryCommand]) throws {
    for command in commands { try world.run(command) }
  }

  private func remove(_ file: String) throws {
    try FileManager.default.removeItem(atPath: "\(repository.path)/\(file)")
  }

  @Test(arguments: ["sm:", "ssm:/", "local:"])
  func whatFilesDeclareIsSaidNowhere(store: String) throws {
    try repository.write(
      "[environments.prod]\nprofile = \"canary\"\nsecrets = [\"local:\(world.folder)/*\"]\n",
      to: ".secrets-sync.toml"
    )
    for (number, (file, text)) in world.declared("A", canary).enumerated() {
      let place = "\(store)\(world.folder)/\(number)/"
      func write(_ name: String, _ value: String) throws {
        try repository.write(world.declared(name, value)[number].text, to: file)
      }
      try repository.write(text, to: file)
      try run(world.commands(file: file, to: place))
      try write("A", canary + "2")
      try run(world.commands(changed: file, to: place))
      try write("B", canary)
      try run(world.commands(pruned: file, to: place))
      try write("B", canary + "2")
      try run([.init("apply", file, "--to", place, "--yes")])
      try run(world.commands(undone: file, to: place))
      try remove(file)
    }
    try world.expectNothingInChildren()
    try world.expectNothingOnDisk()
  }

  @Test func whatIsNotUnderstoodIsNotShown() throws {
    for (file, text) in world.broken {
      try repository.write(text, to: file)
      for command in [["plan", file], ["apply", file, "--yes"], ["import", file, "--dry-run"]] {
        try world.run(.failing(command + ["--to", "local:\(world.folder)/"]))
      }
      try remove(file)
    }
    try repository.write(
      """
      {"version": 4, "terraform_version": "1.9.0", "serial": 1, "lineage": "x", "outputs": {},
      "resources": [{"mode": "managed", "type": "aws_ssm_parameter", "name": "a", "provider": "aws",
      "instances": [{"schema_version": 0, "attributes": {"arn":
      "arn:aws:ssm:\(world.server.region):\(world.server.account):parameter/\(world.folder)/a",
      "name": "/\(world.folder)/a", "type": "SecureString", "value": "\(canary)", "version": 1}}]}]}

      """,
      to: "main.tfstate"
    )
    try world.run(.init("import", "main.tfstate", "--values", "--dry-run"))
    try world.run(.init("import", "main.tfstate", "--yes", "--output", "state.toml"))
    try remove("main.tfstate")
    try world.expectNothingInChildren()
    try world.expectNothingOnDisk()
  }

  @Test(arguments: VaultKind.allCases)
  func whatTravelsThroughAVaultIsSaidNowhere(kind: VaultKind) async throws {
    let file = "ssm-canary.py"
    let vault = world.scratch.path("vault")
    let bucket = "vault-\(UUID().uuidString.lowercased())"
    let place =
      switch kind {
      case .folder: "path = \"\(vault)\""
      case .bucket: "bucket = \"\(bucket)\"\nkms_key = \"\(try world.server.makeKey())\""
      }
    try repository.write(
      "[environments.prod]\n[vault]\nfiles = [\"ssm-*.py\"]\n\(place)\n",
      to: ".secrets-sync.toml"
    )
    try world.program.ignore("*.vault-*")
    func write(_ value: String) throws {
      try repository.write(VaultScene.script(["/a": value, "/b": "b"]), to: file)
    }
    try write(canary)
    try run(world.commands(vaultFile: file))
    let version = try world.program.vaultVersions(file)[0]
    try write(canary + "2")
    try run(world.commands(changedVaultFile: file, version))
    try run(world.failures(vaultFile: file))
    // Nothing is known any more of what both had in common.
    let folder = "\(repository.path)/.git/secrets-sync/vault"
    for name in try FileManager.default.contentsOfDirectory(atPath: folder)
    where name.hasPrefix("state-") {
      try FileManager.default.removeItem(atPath: "\(folder)/\(name)")
    }
    try write(canary + "3")
    try run(world.commands(conflicting: file))
    let latest = try world.program.vaultVersions(file)[0]
    try remove("\(file).vault-\(latest)")
    try run([.init("vault", "push", file, "--force", latest, "--yes")])
    try remove(file)
    try run([.init("vault", "pull", "--yes")])
    #expect(try world.program.text(file)?.contains(canary) == true)
    try remove(file)
    try world.expectNothingInChildren()
    try world.expectNothingOnDisk()
    switch kind {
    case .folder:
      // The versions have it, and nothing beside them.
      let found = try TestProcess.run(
        "grep",
        ["-rla", "--", canary, vault],
        environment: TestPrograms.environment,
        directory: "/"
      )
      let names = found.text.split(separator: "\n")
      #expect(!names.isEmpty && names.allSatisfy { $0.contains(/\/\d{6}-[0-9a-f]+$/) })
    case .bucket:
      let client = try AWSClient(
        settings: .load(environment: world.program.environment, home: "/nonexistent")
      )
      let own = try client.bucket(bucket, owner: world.server.account)
      for entry in try await own.listObjectVersions() {
        let head = try await own.headObject(entry.key, version: entry.version)
        world.expectNothing(in: "\(entry) \(head)", "metadata of an object")
      }
    }
  }
}
