import AWS
import Foundation
import TestSupport
import Testing

/// `record`: each deployment has the versions of the vault's files.
@Suite struct VaultRecordTests {
  private let file = VaultScene.file
  private let reference = "vault:\(VaultScene.file)"

  @Test(arguments: VaultKind.allCases)
  func whatIsHereIsRecorded(kind: VaultKind) throws {
    let scene = try VaultLedgerScene(kind)
    let first = try scene.deploy("one")
    #expect(try scene.ann.vaultVersions() == [first])
    let show = try scene.ann("show")
    #expect(show.text.contains(reference), "\(show.text)")
    #expect(show.text.contains(first), "\(show.text)")
    #expect(try scene.ann("status").text.contains("1 secret and 1 file of the vault"))
    let notes = try scene.ann.repository.git("log", "--notes=secrets-sync", "-1")
    #expect(notes.contains("1 secret and 1 file of the vault"), "\(notes)")

    let ledger = "refs/secrets-sync/ledger/prod"
    let path = try scene.ann.repository.git("ls-tree", "-r", "--name-only", ledger)
    let text = try scene.ann.repository.git("cat-file", "blob", "\(ledger):\(path)")
    switch kind {
    case .bucket:
      let item =
        #"{"store":"s3","bucket":"\#(scene.scene.place)","key":"team/files/\#(file)","path":"\#(file)","version":"\#(first)","#
      #expect(text.contains(item), "\(text)")
    case .folder:
      let item = #""files":[{"path":"\#(file)","version":"\#(first)","created":""#
      #expect(text.contains(item), "\(text)")
      #expect(!text.contains(scene.scene.place))
    }

    // Nobody has what was changed here: there is no version of it.
    try scene.ann.edit("two")
    let before = try scene.ann.repository.git("for-each-ref")
    let refused = try scene.ann("record")
    #expect(refused.status == 3)
    #expect(refused.errors.contains("\(reference): what is here is not in the vault"))
    #expect(refused.errors.contains("hint: git secrets-sync vault push \(file)"))
    try scene.ann.edit("x", "folder/x")
    let below = try scene.ann("record", in: "\(scene.ann.repository.path)/folder")
    #expect(below.errors.contains("hint: git secrets-sync vault push ../\(file)"))
    try scene.ann.edit("new", "ssm-new.py")
    let two = try scene.ann("record")
    #expect(two.status == 3)
    #expect(two.errors.contains("2 files of the vault could not be recorded"), "\(two.errors)")
    #expect(two.errors.contains("vault:ssm-new.py: it is not in the vault."), "\(two.errors)")
    #expect(try scene.ann.repository.git("for-each-ref") == before)
    try FileManager.default.removeItem(atPath: "\(scene.ann.repository.path)/ssm-new.py")

    // Who has not the file has deployed the latest; who has an older one, that.
    let second = try scene.deploy("two")
    #expect(second != first)
    #expect(try scene.bob.recordedFiles() == [file: second])
    #expect(try scene.bob.vault("pull", "--yes").status == 0)
    let third = try scene.deploy("three")
    let behind = try scene.bob("record", "--format", "json")
    #expect(behind.status == 0)
    #expect(try Program.files(behind.output) == [file: second])
    #expect(behind.errors.contains("newer version of \(file) than the one here"))
    // The same content that came by other means is that version.
    try scene.bob.edit("three")
    #expect(try scene.bob.recordedFiles() == [file: third])
  }

  @Test(arguments: VaultKind.allCases)
  func questionsAboutAFile(kind: VaultKind) throws {
    let scene = try VaultLedgerScene(kind)
    let ann = scene.ann
    let first = try scene.deploy("one")
    let second = try scene.deploy("two")
    _ = try ann.recordedFiles()
    let which = try ann("which", "\(reference)@\(first)")
    #expect(which.status == 0, "\(which.errors)")
    #expect(which.errors.contains("in prod: 1 deployment of 1 commit"))
    #expect(try ann("which", "\(reference)@\(second.prefix(12))").status == 0)
    let none = try ann("which", "\(reference)@none")
    #expect(none.status == 1)
    let log = try ann("log", "--secret", reference)
    #expect(log.text.split(separator: "\n").count == 3, "\(log.text)")
    #expect(
      log.text.contains(first.prefix(8)) && log.text.contains(second.prefix(8)),
      "\(log.text)"
    )
    let part = try ann("log", "--secret", "\(reference)@\(first)")
    #expect(part.status == 2)
    #expect(try ann("log", "--secret", "vault:../x").status == 2)
    // A file by name, also at an earlier version, and nothing else.
    let named = try ann.recordedFiles("--secret", "\(reference)@\(first)", "--secret", "local:db")
    #expect(named == [file: first])
    #expect(try ann.recordedFiles("--secret", reference) == [file: second])
    #expect(try ann.recordedFiles("--secret", "local:db") == [:])
    for (wrong, why) in [("none.py", "none of the files"), ("ssm-x.py", "neither here nor")] {
      let refused = try ann("record", "--secret", "vault:\(wrong)")
      #expect(refused.status == 2, "\(refused.errors)")
      #expect(refused.errors.contains("neither here nor"), "\(why): \(refused.errors)")
    }
    let lost = try ann("record", "--secret", "\(reference)@nowhere")
    #expect(lost.status == 2)
    #expect(lost.errors.contains("no version"), "\(lost.errors)")
  }

  @Test func anEnvironmentMayHaveFewerOrNone() throws {
    let server = try MotoServer()
    let bucket = "vault-\(UUID().uuidString.lowercased())"
    try server.makeBucket(bucket, #""versioning":"Enabled""#)
    let program = try CloudProgram(
      server,
      """
      [environments.few]
      vault_files = ["ssm-dev.py"]
      [environments.lost]
      vault_files = ["ssm-dev.py", "ssm-lost.py"]
      [environments.none]
      secrets = ["local:*"]
      vault_files = []
      [vault]
      files = ["ssm-*.py"]
      bucket = "\(bucket)"
      environment = "prod"
      """
    ).program
    for name in ["ssm-dev.py", "ssm-prod.py"] { try program.edit(name, name) }
    #expect(try program.vault("push", "--yes").status == 0)
    #expect(try program("create", "local:db", "--yes", input: "x").status == 0)
    try program.edit("changed", "ssm-prod.py")
    func requests(_ name: String, _ files: [String]) throws -> [String] {
      let before = try server.requests().count
      #expect(try program.recordedFiles("--env", name).keys.sorted() == files)
      return try server.requests().dropFirst(before).map(\.operation)
    }
    // Who asks, and one listing; the other file's change does not matter.
    let few = try requests("few", ["ssm-dev.py"])
    #expect(few.count == 2, "\(few)")
    #expect(try requests("none", []).isEmpty)
    let lost = try program("record", "--env", "lost")
    #expect(lost.status == 3)
    #expect(lost.errors.contains("ssm-lost.py of `vault_files` chooses no file"), "\(lost.errors)")
    let doctor = try program("doctor", "--env", "prod")
    #expect(doctor.text.contains("s3:ListBucketVersions: allowed for s3://\(bucket)/files"))
    let missing = try program("record", "--env", "prod", "--secret", "local:db")
    #expect(missing.status == 0, "\(missing.errors)")
    try program.repository.write(
      "[environments.prod]\nvault_files = \"x\"\n",
      to: ".secrets-sync.toml"
    )
    #expect(try program("record").status == 2)
  }

  /// Recording reads nothing: listing the versions is all that it may.
  @Test func whatItNeedsInS3() throws {
    let scene = try VaultLedgerScene(.bucket)
    let version = try scene.deploy("one")
    var closed = scene.ann
    closed.environment.merge(
      try MotoServer.shared.user("list \(scene.scene.place)", allowed: ["s3:ListBucketVersions"])
    ) { $1 }
    #expect(try closed.recordedFiles() == [VaultScene.file: version])
    let verify = try closed("verify")
    #expect(verify.status == 0, "\(verify.text + verify.errors)")
    closed.environment.merge(
      try MotoServer.shared.user("none \(scene.scene.place)", allowed: ["s3:ListBucket"])
    ) { $1 }
    let refused = try closed("record")
    #expect(refused.status == 4)
    #expect(refused.errors.contains("s3:ListBucketVersions"), "\(refused.errors)")
    let unknown = try closed("verify")
    #expect(unknown.status == 4)
    #expect(unknown.text.contains("unreadable"), "\(unknown.text)")
  }

  /// The policies that `doctor` prints are enough.
  @Test func thePoliciesHaveIt() throws {
    let scene = try VaultLedgerScene(.bucket)
    func program(_ role: String) throws -> Program {
      var program = scene.ann
      let policy = try program("doctor", "--iam-policy", role)
      #expect(policy.status == 0, "\(policy.errors)")
      #expect(policy.text.contains("team/files/*"))
      #expect(policy.text.contains("PutObject") == ["developer", "rollback"].contains(role))
      let name = "\(role) \(scene.scene.place)"
      program.environment.merge(try MotoServer.shared.user(name, policy: policy.text)) { $1 }
      return program
    }
    let developer = try program("developer")
    for content in ["one", "two"] {
      try developer.edit(content)
      let push = try developer.vault("push", "--yes")
      #expect(push.status == 0, "\(push.errors)")
      #expect(try program("record").recordedFiles().count == 1)
    }
    #expect(try program("ci")("verify").status == 0)
    let rollback = try program("rollback")("rollback", "prod~1", "--yes")
    #expect(rollback.status == 0, "\(rollback.errors)")
    #expect(try developer.vault("pull", "--yes").status == 0)
    #expect(try developer.text() == "one")
  }

  @Test func aBucketWithoutVersionsHasNone() throws {
    let bucket = "vault-\(UUID().uuidString.lowercased())"
    try MotoServer.shared.makeBucket(bucket)
    var program = try CloudProgram(
      .shared,
      "[vault]\nfiles = [\"ssm-*.py\"]\nbucket = \"\(bucket)\""
    ).program
    program.environment["AWS_MAX_ATTEMPTS"] = "1"
    try program.repository.write(
      "[environments.prod]\n[vault]\nfiles = [\"ssm-*.py\"]\nbucket = \"\(bucket)\"\n",
      to: ".secrets-sync.toml"
    )
    try program.edit("one")
    #expect(try program.vault("push", "--yes").status == 0)
    let refused = try program("record")
    #expect(refused.status == 3)
    #expect(refused.errors.contains("the bucket keeps no versions of it"), "\(refused.errors)")
    #expect(refused.errors.contains("vault init"))
  }
}
