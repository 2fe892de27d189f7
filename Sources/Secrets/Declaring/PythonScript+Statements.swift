import AWS

extension PythonScriptReader {
  /// Reads one statement that stands on a line of its own, or between semicolons.
  mutating func statement(_ range: Range<Int>, _ bytes: Span<UInt8>) {
    let start = range.lowerBound
    let line = tokens[start].line
    if isName("import", start, bytes) || isName("from", start, bytes) {
      return bind(imports(range, bytes), line)
    }
    if isHarmless(range, bytes) { return }
    if let equals = assignment(range, bytes), let variable = name(start, bytes) {
      assign(variable, line, (equals + 1)..<range.upperBound, bytes)
    } else if let call = call(range, bytes) {
      run(call, line, bytes)
    } else {
      problem(line, "this is not understood, so what it does to the calls below is not known")
    }
  }

  /// `pass`, a constant alone (a docstring), or the printing of texts and variables.
  private func isHarmless(_ range: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
    if isConstant(range, bytes) || range.count == 1 && isName("pass", range.lowerBound, bytes) {
      return true
    }
    guard let call = call(range, bytes), call.path == ["print"], !isBound("print")
    else { return false }
    return (range.lowerBound + 2..<range.upperBound - 1).allSatisfy { index in
      switch tokens[index].kind {
      case .number: true
      case .name: isBound(name(index, bytes)) || isSymbol("=", index + 1, bytes)
      case .string(let text): !text.hasFields
      case .symbol: [",", "="].contains { isSymbol($0, index, bytes) }
      case .newline, .indent, .dedent: false
      }
    }
  }

  /// A literal: a number, texts behind each other, `True`, `False` or `None`.
  private func isConstant(_ range: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
    let areTexts = range.allSatisfy { index in
      if case .string(let text) = tokens[index].kind { !text.hasFields } else { false }
    }
    if areTexts { return true }
    let rest = isSymbol("-", range.lowerBound, bytes) ? range.dropFirst() : range
    guard rest.count == 1, let index = rest.first else { return false }
    return tokens[index].kind == .number
      || ["True", "False", "None"].contains { isName($0, index, bytes) }
  }

  /// The `=` of `name = …` or `name: Type = …`.
  private func assignment(_ range: Range<Int>, _ bytes: Span<UInt8>) -> Int? {
    var index = range.lowerBound + 1
    if isSymbol(":", index, bytes) {
      index += 1
      while index < range.upperBound,
        tokens[index].kind == .name || isSymbol(".", index, bytes)
      {
        index += 1
      }
    }
    return index + 1 < range.upperBound && isSymbol("=", index, bytes) ? index : nil
  }

  private mutating func assign(
    _ variable: String,
    _ line: Int,
    _ value: Range<Int>,
    _ bytes: Span<UInt8>
  ) {
    guard updaters[variable] == nil, !others.contains(variable), !imported.contains(variable) else {
      updaters[variable] = nil
      others.insert(variable)
      return problem(line, "“\(variable)” is given a second value")
    }
    if isConstant(value, bytes) {
      others.insert(variable)
      return
    }
    guard let call = call(value, bytes) else {
      others.insert(variable)
      return problem(line, "the value of “\(variable)” is not understood")
    }
    guard call.path.last != Self.method else {
      others.insert(variable)
      return run(call, line, bytes)
    }
    guard isBound(call.path[0]) else {
      others.insert(variable)
      return problem(line, "“\(call.path[0])” is not imported, so what it makes is not known")
    }
    do throws(DeclaredProblem) {
      updaters[variable] = try place(call, variable, line, bytes)
    } catch {
      others.insert(variable)
      result.problems.append(error)
    }
  }

  /// What the updater that a call makes is for.
  private func place(
    _ call: PythonCall,
    _ variable: String,
    _ line: Int,
    _ bytes: Span<UInt8>
  ) throws(DeclaredProblem) -> DeclaredPlace {
    let called = "“\(call.path.joined(separator: "."))”"
    let values = try arguments(
      call,
      ["profile_name", "region_name"],
      required: 2,
      of: called,
      line,
      bytes
    )
    var place = DeclaredPlace()
    place.profile = try optionalText(values["profile_name"], "the profile of \(called)", bytes)
    place.region = try optionalText(values["region_name"], "the region of \(called)", bytes)
    if let region = place.region, !Self.isRegion(region) {
      throw DeclaredProblem(
        line: line,
        "\(called) is given a second argument that is no region, so what its arguments mean is not known"
      )
    }
    return place
  }

  private mutating func run(_ call: PythonCall, _ line: Int, _ bytes: Span<UInt8>) {
    guard call.path.count == 2, call.path[1] == Self.method else {
      let called = "“\(call.path.joined(separator: "."))”"
      return problem(line, "what \(called) does is not known")
    }
    let variable = call.path[0]
    guard let place = updaters[variable] else {
      // Where it was made, there is a problem already.
      let reason =
        others.contains(variable)
        ? "of which it is not known what it is"
        : "which is not made before, so that its profile and region are not known"
      return problem(line, "“\(variable)” is called here, \(reason)")
    }
    do throws(DeclaredProblem) {
      let secret = try secret(call, place, line, bytes)
      if let first = lines[place, default: [:]].updateValue(line, forKey: secret.name) {
        throw DeclaredProblem(
          line: line,
          "\(printable(secret.name)) is written a second time, after line \(first)"
        )
      }
      result.entries.append(secret)
    } catch {
      result.problems.append(error)
    }
  }

  private func secret(
    _ call: PythonCall,
    _ place: DeclaredPlace,
    _ line: Int,
    _ bytes: Span<UInt8>
  ) throws(DeclaredProblem) -> DeclaredSecret {
    let values = try arguments(
      call,
      ["name", "value", "value_type"],
      required: 2,
      of: "“\(Self.method)”",
      line,
      bytes
    )
    guard let nameRange = values["name"], let valueRange = values["value"] else {
      throw DeclaredProblem(line: line, "“\(Self.method)” needs a name and a value")
    }
    let nameBytes = try literal(nameRange, "the name", bytes)
    guard let name = String(validating: nameBytes.exposed(), as: UTF8.self) else {
      throw DeclaredProblem(line: line, "the name is no text")
    }
    let value = try literal(valueRange, "the value of \(printable(name))", bytes)
    let type = try values["value_type"].map { (range) throws(DeclaredProblem) in
      let text = try literal(range, "the type of \(printable(name))", bytes)
      let known = ["String", "StringList", "SecureString"].first {
        SecretBytes(utf8: $0) == text
      }
      guard let known else {
        throw DeclaredProblem(
          line: tokens[range.lowerBound].line,
          "the type of \(printable(name)) is none: it must be String, StringList or SecureString"
        )
      }
      return known
    }
    return DeclaredSecret(
      name: name,
      value: value,
      type: type ?? "SecureString",
      place: place,
      line: line
    )
  }

  /// Whether it has the form of a region: `eu-west-1`, `us-gov-east-1`.
  private static func isRegion(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count >= 3, let last = parts.last, !last.isEmpty else { return false }
    return last.utf8.allSatisfy { (0x30...0x39).contains($0) }
      && parts.dropLast().allSatisfy { part in
        !part.isEmpty && part.utf8.allSatisfy { (0x61...0x7A).contains($0) }
      }
  }
}
