/// How the metadata service of an EC2 instance is asked.
struct InstanceMetadataSettings: Sendable, Equatable {
  /// Without a slash at its end.
  let endpoint: String
  /// Of one attempt.
  let timeoutMilliseconds: Int
  /// Counts the first.
  let attempts: Int

  /// The variables, then the profile, then what AWS documents.
  init(_ environment: Environment, _ properties: [String: String]) throws(AWSError) {
    func setting(_ variable: String, _ property: String) -> (name: String, value: String)? {
      if let value = environment[variable] { return (variable, value) }
      guard let value = properties[property], !value.isEmpty else { return nil }
      return (property, value)
    }
    if let (name, value) = setting(
      "AWS_EC2_METADATA_SERVICE_ENDPOINT",
      "ec2_metadata_service_endpoint"
    ) {
      endpoint = try AWSEndpoint(parsing: value, setting: name).description
    } else {
      let mode = setting(
        "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE",
        "ec2_metadata_service_endpoint_mode"
      )
      switch mode?.value.lowercased() {
      case nil, "ipv4": endpoint = "http://169.254.169.254"
      case "ipv6": endpoint = "http://[fd00:ec2::254]"
      default:
        throw AWSError(
          .configuration,
          message: "\(mode?.name ?? "") is \"\(mode?.value ?? "")\", which is not a mode.",
          hint: "Expected IPv4 or IPv6."
        )
      }
    }
    let seconds = try Self.number(
      setting("AWS_METADATA_SERVICE_TIMEOUT", "metadata_service_timeout"),
      upTo: 60
    )
    timeoutMilliseconds = Int((seconds ?? 1) * 1_000)
    let attempts = try Self.number(
      setting("AWS_METADATA_SERVICE_NUM_ATTEMPTS", "metadata_service_num_attempts"),
      upTo: 100
    )
    self.attempts = max(Int(attempts ?? 1), 1)
  }

  private static func number(
    _ setting: (name: String, value: String)?,
    upTo largest: Double
  ) throws(AWSError) -> Double? {
    guard let setting else { return nil }
    guard let number = Double(setting.value), number >= 0.001, number <= largest else {
      throw AWSError(
        .configuration,
        message: "\(setting.name) is \"\(setting.value)\", which is not a number up to "
          + "\(Int(largest)).",
        hint: "Correct it, or take it out."
      )
    }
    return number
  }
}
