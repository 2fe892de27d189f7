/// What the environment and the profile say about endpoints.
struct EndpointSettings: Sendable {
  private let explicit: [AWSService: AWSEndpoint]
  private let usesFIPS: Bool
  private let usesDualStack: Bool

  /// The order of the SDKs: the service's variable, the general variable, the profile's `services`
  /// section, the profile's `endpoint_url`.
  init(
    _ environment: Environment,
    _ properties: [String: String],
    _ services: [String: [String: String]],
    profile: String
  ) throws(AWSError) {
    func flag(_ variable: String, _ property: String) -> Bool {
      environment.flag(variable) ?? (properties[property]?.lowercased() == "true")
    }
    usesFIPS = flag("AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint")
    usesDualStack = flag("AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint")
    guard !flag("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "ignore_configured_endpoint_urls") else {
      explicit = [:]
      return
    }
    let section = try Self.section(properties, services, profile: profile)
    var explicit: [AWSService: AWSEndpoint] = [:]
    for service in AWSService.allCases {
      let variable = "AWS_ENDPOINT_URL_\(service.endpointVariableSuffix)"
      let key = service.endpointVariableSuffix.lowercased()
      let own = section[key].flatMap { SharedConfiguration.nested($0).value("endpoint_url") }
      if let url = environment[variable] {
        explicit[service] = try AWSEndpoint(parsing: url, setting: variable)
      } else if let url = environment["AWS_ENDPOINT_URL"] {
        explicit[service] = try AWSEndpoint(parsing: url, setting: "AWS_ENDPOINT_URL")
      } else if let url = own {
        explicit[service] = try AWSEndpoint(
          parsing: url,
          setting: "endpoint_url of \(key) in the services of profile \(profile)"
        )
      } else if let url = properties.value("endpoint_url") {
        explicit[service] = try AWSEndpoint(
          parsing: url,
          setting: "endpoint_url of profile \(profile)"
        )
      }
    }
    self.explicit = explicit
  }

  func endpoint(for service: AWSService, region: String?) throws(AWSError) -> AWSEndpoint {
    if let endpoint = explicit[service] { return endpoint }
    guard let region else { throw AWSClient.noRegion }
    let partition = Partition.of(region: region)
    // Exceptions of the published rules: some plain hosts of GovCloud are FIPS hosts already,
    // Secrets Manager's usual hosts speak both IP versions, and S3 names dual stack in another way.
    let plainIsFIPS =
      partition.name == "aws-us-gov" && !usesDualStack
      && [.ssm, .sts, .cloudFormation, .cloudTrail, .sso, .ssoOIDC].contains(service)
    let plainIsDualStack =
      service == .secretsManager
      && (["aws", "aws-us-gov"].contains(partition.name)
        || partition.name == "aws-cn" && !usesFIPS)
    let prefix = service.endpointPrefix + (usesFIPS && !plainIsFIPS ? "-fips" : "")
    if service == .s3 {
      guard !usesFIPS || partition.name != "aws-cn" else {
        throw AWSError(
          .configuration,
          message: "Amazon S3 has no FIPS endpoint in \(region).",
          hint: "Take AWS_USE_FIPS_ENDPOINT or use_fips_endpoint out for this region."
        )
      }
      let label = usesDualStack ? "\(prefix).dualstack" : prefix
      return AWSEndpoint(host: "\(label).\(region).\(partition.suffix)")
    }
    if service == .signIn, !usesDualStack {
      if !usesFIPS { return AWSEndpoint(host: "\(region).signin.\(partition.consoleSuffix)") }
      // GovCloud has one for both of its regions.
      if partition.name == "aws-us-gov" {
        return AWSEndpoint(host: "\(prefix).\(partition.consoleSuffix)")
      }
    }
    let suffix = usesDualStack && !plainIsDualStack ? partition.dualStackSuffix : partition.suffix
    return AWSEndpoint(host: "\(prefix).\(region).\(suffix)")
  }

  private static func section(
    _ properties: [String: String],
    _ services: [String: [String: String]],
    profile: String
  ) throws(AWSError) -> [String: String] {
    guard let name = properties["services"], !name.isEmpty else { return [:] }
    guard let section = services[name] else {
      throw AWSError(
        .configuration,
        message: "The AWS profile \"\(profile)\" names the section [services \(name)], "
          + "which does not exist.",
        hint: "Add the section to the config file or take `services` out of the profile."
      )
    }
    return section
  }
}
