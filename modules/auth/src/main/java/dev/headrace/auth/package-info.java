/** Who is calling: pan-domain cookie and HMAC. */
@NullMarked
package dev.headrace.auth;

import org.jspecify.annotations.NullMarked;
