package dev.headrace.auth;

/**
 * Who calls the admin resources, known by a token.
 *
 * @param name the token's name in the token file; the admin journal shows it
 * @param role what the token allows
 */
public record Administrator(String name, AdminRole role) {}
