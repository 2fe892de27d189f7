import CCurl
import COpenSSL

package enum AWSPlaceholder { package static func probe() -> Bool { unsafe gss_curl_load() == nil && curl_global_init(Int(CURL_GLOBAL_DEFAULT)).rawValue == 0 } }
