import AWS
import Git
import Hooks

/// What the repository and this machine tell about where secrets live.
///
/// Nothing is changed or run.
struct Survey {
  /// Of `~/.aws/config` and `credentials`, by name.
  var profiles: [AWSProfile] = []
  /// One for each environment, by name.
  var scripts: [SSMScript] = []
  /// `secured_modules` has Terraform files.
  var hasSecuredModules = false
  /// Terraform files of `secured_modules` that the built-in patterns do not cover.
  var hasUncoveredModules = false
  var hasTerraform = false
  var hasCloudFormation = false
  /// Selectors of secrets that Terraform or CloudFormation files make.
  var templateSelectors: [String] = []
  /// The name of the repository where it is fetched from, or of its folder.
  var name = ""

  private static let largestFile = 1 << 20
  private static let mostFiles = 500

  init() {}

  init(_ session: Session, top: String) throws {
    do {
      profiles = try AWSProfile.all(
        environment: session.world.environment,
        home: session.world.home
      )
    } catch {
      // Without AWS there is enough to set up.
      session.warn(visible(error.message))
    }
    name = try Self.name(session, top)
    let git = GitCommand(directory: top, environment: session.world.environment)
    // What is ignored is asked for, too: these files should be.
    let listings = [
      ["--cached", "--others", "--exclude-standard"],
      ["--others", "--ignored", "--exclude-standard", "--directory"],
    ]
    var paths: [String] = []
    for listing in listings {
      let output = try git.output(["ls-files", "-z"] + listing)
      paths += output.split(separator: 0).compactMap(Self.path)
    }
    try look(at: Set(paths).sorted(), top)
  }

  /// The path of a file that may say something; most are dropped before they are made text.
  private static func path(_ bytes: ArraySlice<UInt8>) -> String? {
    let ends = [".tf", ".py", ".yml", ".yaml", ".json", ".template"]
    guard
      bytes.last == UInt8(ascii: "/")
        || ends.contains(where: { bytes.suffix($0.utf8.count).elementsEqual($0.utf8) })
    else { return nil }
    return String(validating: bytes, as: UTF8.self)
  }

  private mutating func look(at paths: [String], _ top: String) throws {
    let builtIn = try ProtectedPaths(Policy.defaultProtect)
    var read = 0
    /// The text of a file, unless it is large or many were read.
    func text(_ path: String) -> String? {
      guard read < Self.mostFiles else { return nil }
      read += 1
      guard let bytes = (try? Files.readIfPresent(top + "/" + path, upTo: Self.largestFile)) ?? nil
      else { return nil }
      return String(decoding: bytes, as: UTF8.self)
    }
    // Scripts first: they tell most, and only so many files are read.
    let isScript = { (path: String) in SSMScript.environment(of: path) != nil }
    for path in paths.filter(isScript) + paths.filter({ !isScript($0) }) {
      if let environment = SSMScript.environment(of: path) {
        guard !scripts.contains(where: { $0.environment == environment }) else { continue }
        scripts.append(
          SSMScript(
            environment: environment,
            text: text(path) ?? "",
            profiles: profiles.map(\.name)
          )
        )
      } else if path.hasSuffix(".tf") {
        hasTerraform = true
        if path.split(separator: "/").dropLast().contains("secured_modules") {
          hasSecuredModules = true
          if builtIn.pattern(protecting: GitPath(path)) == nil { hasUncoveredModules = true }
        }
        add(TemplateNames.selectors(in: text(path) ?? ""))
      } else if path.hasSuffix("secured_modules/") {
        hasSecuredModules = true
      } else if Self.maybeCloudFormation(path), let text = text(path),
        text.contains("AWSTemplateFormatVersion") || text.contains("AWS::SecretsManager::")
      {
        hasCloudFormation = true
        add(TemplateNames.selectors(in: text))
      }
    }
    scripts.sort { $0.environment < $1.environment }
  }

  private mutating func add(_ selectors: [String]) {
    for selector in selectors where !templateSelectors.contains(selector) {
      templateSelectors.append(selector)
    }
  }

  private static func maybeCloudFormation(_ path: String) -> Bool {
    if path.hasSuffix(".json") {
      let name = path.lowercased()
      return ["template", "stack", "cfn", "cloudformation"].contains { name.contains($0) }
    }
    return [".yml", ".yaml", ".template"].contains { path.hasSuffix($0) }
  }

  private static func name(_ session: Session, _ top: String) throws -> String {
    let remotes = try session.remotes()
    var place = top
    if let remote = remotes.contains("origin") ? "origin" : remotes.first {
      let result = try session.git.run(["config", "--get", "remote.\(remote).url"])
      let url = String(decoding: result.standardOutput, as: UTF8.self)
        .split(separator: "\n").first.map(String.init)
      place = url ?? top
    }
    while place.hasSuffix("/") { place.removeLast() }
    if place.hasSuffix(".git") { place.removeLast(".git".count) }
    let last = place.split(whereSeparator: { $0 == "/" || $0 == ":" }).last.map(String.init) ?? ""
    return last.lowercased()
  }
}

extension Survey {
  /// What was found, in words; nil for nothing.
  var text: String? {
    var parts: [String] = []
    if !profiles.isEmpty {
      let shown = profiles.prefix(8).map { visible($0.name) }.joined(separator: ", ")
      let more = profiles.count > 8 ? " and \(profiles.count - 8) more" : ""
      parts.append("AWS profiles \(shown)\(more)")
    }
    if !scripts.isEmpty {
      parts.append(scripts.map { "ssm-\(visible($0.environment)).py" }.joined(separator: ", "))
    }
    if hasSecuredModules { parts.append("secured_modules") }
    if hasTerraform { parts.append("Terraform") }
    if hasCloudFormation { parts.append("CloudFormation") }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }
}
