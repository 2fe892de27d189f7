/// A part of AWS with domains of its own.
///
/// The table is that of the endpoint rules which AWS publishes with its SDKs (`partitions.json`).
package struct Partition: Sendable {
  /// As in an ARN: `aws`, `aws-cn`.
  package let name: String
  package let suffix: String
  let dualStackSuffix: String
  /// Of the console's hosts, where people sign in.
  let consoleSuffix: String

  package static func of(region: String) -> Partition {
    table.first { region.hasPrefix($0.prefix) }?.partition ?? standard
  }

  private static let standard = Partition(
    name: "aws",
    suffix: "amazonaws.com",
    dualStackSuffix: "api.aws",
    consoleSuffix: "aws.amazon.com"
  )

  private static let table: [(prefix: String, partition: Partition)] = [
    (
      "us-gov-",
      Partition(
        name: "aws-us-gov",
        suffix: "amazonaws.com",
        dualStackSuffix: "api.aws",
        consoleSuffix: "amazonaws-us-gov.com"
      )
    ),
    (
      "cn-",
      Partition(
        name: "aws-cn",
        suffix: "amazonaws.com.cn",
        dualStackSuffix: "api.amazonwebservices.com.cn",
        consoleSuffix: "amazonaws.cn"
      )
    ),
    (
      "eusc-",
      Partition(
        name: "aws-eusc",
        suffix: "amazonaws.eu",
        dualStackSuffix: "api.amazonwebservices.eu",
        consoleSuffix: "amazonaws-eusc.eu"
      )
    ),
    (
      "us-iso-",
      Partition(
        name: "aws-iso",
        suffix: "c2s.ic.gov",
        dualStackSuffix: "api.aws.ic.gov",
        consoleSuffix: "c2shome.ic.gov"
      )
    ),
    (
      "us-isob-",
      Partition(
        name: "aws-iso-b",
        suffix: "sc2s.sgov.gov",
        dualStackSuffix: "api.aws.scloud",
        consoleSuffix: "sc2shome.sgov.gov"
      )
    ),
    (
      "us-isof-",
      Partition(
        name: "aws-iso-f",
        suffix: "csp.hci.ic.gov",
        dualStackSuffix: "api.aws.hci.ic.gov",
        consoleSuffix: "csphome.hci.ic.gov"
      )
    ),
    (
      "eu-isoe-",
      Partition(
        name: "aws-iso-e",
        suffix: "cloud.adc-e.uk",
        dualStackSuffix: "api.cloud-aws.adc-e.uk",
        consoleSuffix: "csphome.adc-e.uk"
      )
    ),
  ]
}
