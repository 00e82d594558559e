/**
 * The process: command line, settings, logging, and the order in which everything is opened and
 * closed. No logic of events lives here.
 *
 * <p>A start goes: {@code Main} reads the command line; {@code SettingsReader} makes {@code
 * HeadraceSettings} of command line, environment and file, or refuses with every problem at once;
 * {@code Headrace} opens the components in order; {@code HttpServer} starts the two listeners;
 * {@code Wiring} hands the components to CDI. A stop goes the other way round: the listeners drain,
 * then the components close, last opened first.
 *
 * <p>Invariants: a setting that is not in {@code KnownSettings} does not exist (test, reference
 * file and reader are all driven by that list); nothing is opened before all settings are good;
 * standard output carries answers for people and scripts, standard error carries the log.
 */
@NullMarked
package dev.headrace.app;

import org.jspecify.annotations.NullMarked;
