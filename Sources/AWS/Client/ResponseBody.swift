/// The body of a successful answer, wiped when the last reference goes.
package struct ResponseBody: Sendable {
  package let bytes: SecretBytes
  package let requestID: String?

  package var count: Int { bytes.count }

  package func withBytes<R, E: Error>(
    _ body: (UnsafeRawBufferPointer) throws(E) -> R
  ) throws(E) -> R {
    unsafe try bytes.withBytes(body)
  }
}
