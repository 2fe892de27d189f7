/// What a script that writes secrets says about where: `ssm-prod.py` and the like.
///
/// Such scripts call `…('myapp-prod', 'us-east-1')` with a profile and a region, and then
/// `put_ssm_parameter` with a name, `/myapp/prod/key`, and a value. Of the names only the first
/// levels are kept, and nothing of the values.
struct SSMScript: Equatable {
  /// What stands between `ssm-` and `.py`.
  let environment: String
  var profile: String?
  var region: String?
  /// Selectors, such as `ssm:/myapp/prod/**`, each once.
  var selectors: [String] = []

  /// The environment in a path such as `tools/ssm-prod.py`; nil for other files.
  static func environment(of path: String) -> String? {
    guard let name = path.split(separator: "/").last, name.hasPrefix("ssm-"), name.hasSuffix(".py")
    else { return nil }
    let environment = name.dropFirst("ssm-".count).dropLast(".py".count).lowercased()
    // Not a place but what places share.
    return ["example", "sample", "template", "utils", "common"].contains(environment)
      ? nil : environment
  }

  init(environment: String, text: String, profiles: [String]) {
    self.environment = environment
    let literals = PythonLiterals.of(text)
    /// What the call that is being read writes to.
    var store: String?
    for (index, literal) in literals.enumerated() {
      let next = index + 1 < literals.count ? literals[index + 1] : nil
      if !literal.before.hasPrefix(",") || literal.before.contains(where: "()".contains) {
        store = Self.writtenStore(literal.before)
      }
      if let store, Self.isName(literal.before) {
        add(selector(literal.text, store))
      } else if profile == nil, Self.isPlain(literal.text),
        profiles.contains(literal.text) || literal.before.hasSuffix("profile_name=")
          // The first argument alone: any other might be a value.
          || literal.before.hasSuffix("(") && next?.before == ","
            && next.map({ Self.isRegion($0.text) }) == true
      {
        profile = literal.text
      }
      if region == nil, Self.isRegion(literal.text) { region = literal.text }
    }
  }

  private mutating func add(_ selector: String?) {
    if let selector, !selectors.contains(selector) { selectors.append(selector) }
  }

  /// Whether an argument is the name of what is written: the first one, or `Name=` and the like.
  private static func isName(_ code: String) -> Bool {
    code.hasSuffix("(")
      || ["Name=", "name=", "SecretId="].contains { word in
        code.hasSuffix(word)
          && code.dropLast(word.count).last.map { $0 == "(" || $0 == "," } == true
      }
  }

  /// The store that a call writes to: `ssm.put_parameter(`, `client.put_secret_value(SecretId=`.
  private static func writtenStore(_ code: String) -> String? {
    guard let open = code.lastIndex(of: "("), !code[open...].contains(")"),
      let call = code[..<open].lowercased().split(separator: ".").last,
      ["put", "create", "update", "set"].contains(where: call.hasPrefix)
    else { return nil }
    if call.contains("parameter") { return "ssm" }
    return call.contains("secret") ? "sm" : nil
  }

  /// The selector of the level that a name is in; of a name without levels there is none.
  private func selector(_ name: String, _ store: String) -> String? {
    let levels = name.split(separator: "/").map(String.init)
    guard levels.count >= 2, levels.allSatisfy(Self.isPlain) else { return nil }
    let own = levels.count > 2 && levels[1].lowercased() == environment ? "/" + levels[1] : ""
    return "\(store):\(name.hasPrefix("/") ? "/" : "")\(levels[0])\(own)"
      + (store == "ssm" ? "/**" : "/*")
  }

  static func isRegion(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    return (3...4).contains(parts.count) && parts[0].count == 2
      && parts.dropLast().allSatisfy { $0.allSatisfy { $0 >= "a" && $0 <= "z" } && !$0.isEmpty }
      && parts.last.map { $0.count == 1 && $0.first?.isWholeNumber == true } ?? false
  }

  static func isPlain(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 64
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
          UInt8(ascii: "-"):
          true
        default: false
        }
      }
  }
}
