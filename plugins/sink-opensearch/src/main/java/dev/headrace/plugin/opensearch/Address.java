package dev.headrace.plugin.opensearch;

import dev.headrace.sink.ConfigException;
import java.net.URI;
import java.net.URISyntaxException;

/** Reads the cluster's address. */
final class Address {

    private Address() {}

    /** The address without its last slash; it never holds a user, because it is shown. */
    static URI of(String text) {
        try {
            URI url = new URI(text.strip().replaceAll("/+$", ""));
            String scheme = String.valueOf(url.getScheme());
            if (!scheme.equals("http") && !scheme.equals("https") || url.getHost() == null) {
                throw new ConfigException(
                        "url", "must begin with http:// or https:// and name a host");
            }
            if (url.getUserInfo() != null) {
                throw new ConfigException(
                        "url", "must not hold a user; give username and password");
            }
            if (url.getQuery() != null || url.getFragment() != null) {
                throw new ConfigException("url", "must end with the host, port or path");
            }
            return url;
        } catch (URISyntaxException e) {
            throw new ConfigException(
                    "url", "is not an address such as https://search.example.org:9200");
        }
    }
}
