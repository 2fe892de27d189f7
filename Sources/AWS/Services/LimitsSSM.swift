/// What AWS Systems Manager Parameter Store takes.
package enum SSMLimits {
  /// Of a value in the Standard tier; said to be characters, counted in bytes to be on the safe side.
  package static let standardBytes = 4_096
  /// Of a value in the Advanced tier.
  package static let advancedBytes = 8_192
  /// Of a new name; the 2048 of the reference are those of its ARN, a prefix of AWS's included.
  package static let nameCharacters = 1_011
  package static let levels = 15
  /// Of a name, a selector or an ARN by which a parameter is asked for.
  package static let idCharacters = 2_048
  package static let descriptionCharacters = 1_024
  package static let namesPerCall = 10
  /// Of a version, and of one call.
  package static let labels = 10
  package static let labelCharacters = 100
}

extension ServiceCall {
  private typealias Limits = SSMLimits

  func check(parameter name: String) throws(AWSError) {
    try check("the name of the parameter", characters: name, 1...Limits.idCharacters)
  }

  func check(parameters names: [String]) throws(AWSError) {
    try check("names", count: names.count, 1...Limits.namesPerCall)
    for name in names { try check(parameter: name) }
  }

  /// A name that is written to, without a selector.
  func check(newParameter name: String) throws(AWSError) {
    try check("the name of the parameter", characters: name, 1...Limits.nameCharacters)
    try check("the name of the parameter", name, isLettersDigitsAnd: "/_.-")
    let levels = name.split(separator: "/", omittingEmptySubsequences: false)
    guard levels.count == 1 || name.hasPrefix("/") else {
      throw refused("the name \(name) has levels and no slash at its start")
    }
    guard !levels.dropFirst().contains("") else {
      throw refused("a level of the name \(name) is empty")
    }
    try check("levels of the name", count: levels.count - 1, 0...Limits.levels)
    let first = name.drop { $0 == "/" }.lowercased()
    guard !first.hasPrefix("aws"), !first.hasPrefix("ssm") else {
      throw refused("the name \(name) starts with aws or ssm, and those belong to AWS")
    }
  }

  func check(parameterValue value: SecretBytes, tier: String?) throws(AWSError) {
    let limit = tier == "Standard" ? Limits.standardBytes : Limits.advancedBytes
    try check("the value", bytes: value.count, 1...limit)
    guard value.isUTF8 else { throw refused("the value is not UTF-8 text") }
    guard !value.hasNestedParameter else {
      throw refused("the value holds {{…}}, which stands for another parameter")
    }
  }

  /// The service answers a bad label with success and a list of what it did not take.
  func check(labels: [String]) throws(AWSError) {
    try check("labels", count: labels.count, 1...Limits.labels)
    for label in labels {
      try check("a label", characters: label, 1...Limits.labelCharacters)
      try check("the label \(label)", label, isLettersDigitsAnd: "._-")
      let lower = label.lowercased()
      if label.utf8.first?.isDigit == true || lower.hasPrefix("aws") || lower.hasPrefix("ssm") {
        throw refused("the label \(label) starts with a digit, aws or ssm")
      }
    }
  }

  func check(parameterFilters filters: [ParameterFilter]) throws(AWSError) {
    for filter in filters {
      try check("the key of a filter", characters: filter.key, 1...132)
      try check("values of the filter \(filter.key)", count: filter.values.count, 1...50)
      for value in filter.values {
        try check("the filter \(filter.key)", characters: value, 1...1_024)
      }
    }
  }
}

extension SecretBytes {
  /// Whether `{{` is followed, anywhere, by `}}`.
  fileprivate var hasNestedParameter: Bool {
    unsafe withBytes { bytes in
      let span = unsafe bytes.bindMemory(to: UInt8.self).span
      var isOpen = false
      for index in 1..<max(1, span.count) where span[index] == span[index - 1] {
        if span[index] == UInt8(ascii: "{") { isOpen = true }
        if span[index] == UInt8(ascii: "}"), isOpen { return true }
      }
      return false
    }
  }
}
