"""The style sheet of a theme; every length in it is derived from the size of the text."""

from __future__ import annotations

from string import Template
from typing import Final

from bvreview.resources import resource_path
from ui.look.tokens import Tokens

SIZES: Final = {"small": 12.5, "body": 14.0, "heading": 16.0, "title": 20.0, "figure": 20.0}

_SHEET: Final = Template("""
* { outline: 0; }
QToolTip { background: $surface; color: $ink; border: ${b}px solid $strong; padding: ${s4}px; }
QLabel, QCheckBox, QRadioButton { background: transparent; color: $ink; }
QCheckBox, QRadioButton { padding-right: ${s4}px; }
QLabel[role="title"] { font-size: ${title}px; font-weight: 600; }
QLabel[role="heading"] { font-size: ${heading}px; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="figure"] { font-size: ${figure}px; font-weight: 600; }
QLabel[role="small"] { font-size: ${small}px; color: $muted; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="caps"] { font-size: ${small}px; font-weight: 600; color: $muted; }
QLabel[role="keys"] { font-size: ${small}px; color: $muted; background: $surface;
  border: ${b}px solid $line; border-radius: ${s4}px; padding: 0 ${s4}px; }
QLabel[role="stop"] { color: $stop; }
QLabel[role="explain"] { color: $explain; }
QLabel[role="ok"] { color: $ok; }
QLabel[pill="stop"] { color: $stop; background: $stop_soft; border: ${b}px solid $stop; }
QLabel[pill="explain"] { color: $explain; background: $explain_soft; border: ${b}px solid $explain; }
QLabel[pill="ok"] { color: $ok; background: $ok_soft; border: ${b}px solid $ok; }
QLabel[pill="plain"] { color: $muted; background: $surface; border: ${b}px solid $edge; }
QLabel[pill="illustrative"] { color: $explain; background: $explain_soft; border: ${b}px dashed $explain; }
QLabel[pill] { font-size: ${small}px; border-radius: ${s4}px; padding: ${s2}px ${s8}px; }

QWidget#canvas, QMainWindow, QDialog { background: $canvas; }
QWidget#bar, QWidget#surface { background: $surface; }
QWidget#side { background: $raised; }
QWidget#places { background: $sidebar; }
QWidget#places QLabel { color: $sidebar_ink; }
QWidget#places QPushButton { background: transparent; color: $sidebar_ink; border: none; text-align: left;
  font-weight: 400; padding: ${s8}px ${s10}px; border-radius: ${s6}px; }
QWidget#places QPushButton:hover { background: $sidebar_on; }
QWidget#places QPushButton:checked { background: $sidebar_on; font-weight: 600; }
QDialog#palette { background: $surface; border: ${b}px solid $edge; }
QListView#results { border: none; }
QTextBrowser#reading { background: $surface; color: $ink; border: none; }
QFrame#card { background: $surface; border: ${b}px solid $line; border-radius: ${s8}px; }
QFrame#rule { background: $line; border: none; max-height: ${b}px; min-height: ${b}px; }
QFrame#upright { background: $line; border: none; max-width: ${b}px; min-width: ${b}px; }

QPushButton { background: $surface; color: $ink; border: ${b}px solid $strong; border-radius: ${s6}px;
  padding: ${s6}px ${s12}px; font-weight: 600; min-height: ${s18}px; }
QPushButton:hover { background: $accent_soft; }
QPushButton:pressed { background: $line; }
QPushButton:disabled { color: $muted; border: ${b}px $off $line; background: transparent; }
QPushButton[primary="true"] { background: $accent; color: $accent_ink; border-color: $accent; }
QPushButton[primary="true"]:hover { border-color: $ink; }
QPushButton[primary="true"]:disabled { background: $line; color: $muted; border-color: $line; }
QPushButton[link="true"] { background: transparent; border: none; color: $accent; font-weight: 400;
  text-decoration: underline; padding: ${s2}px 0; text-align: left;
  min-height: ${s20}px; min-width: ${s24}px; }
QPushButton[link="true"]:disabled { color: $muted; text-decoration: none; }
QPushButton[link="true"]:hover { color: $ink; }
QPushButton[search="true"] { background: $surface; border: ${b}px solid $edge; color: $muted;
  font-weight: 400; text-align: left; padding: ${s6}px ${s10}px; }
QPushButton[search="true"]:hover { border-color: $ink; }
QPushButton[fold="true"] { background: transparent; border: none; color: $muted; font-weight: 400;
  padding: ${s4}px ${s8}px; min-height: ${s18}px; }
QPushButton[fold="true"]:hover { background: $accent_soft; color: $ink; }
QPushButton:checked { border-color: $accent; background: $accent_soft; }
QPushButton[choice="true"] { text-align: left; padding: ${s12}px ${s16}px; }
QPushButton::menu-indicator { image: url($chevron); width: ${s12}px; height: ${s12}px;
  subcontrol-origin: padding; subcontrol-position: right center; right: ${s8}px; }
QPushButton[menu="true"] { padding-right: ${s26}px; }
QToolButton { background: transparent; color: $ink; border: ${b}px solid transparent; border-radius: ${s6}px;
  padding: ${s4}px; min-width: ${s18}px; min-height: ${s18}px; }
QToolButton:hover { background: $accent_soft; }
QFileDialog QToolButton { background: $icon_ground; }

QLineEdit, QPlainTextEdit, QComboBox, QSpinBox { background: $entry; color: $ink;
  border: ${b}px solid $edge; border-radius: ${s4}px; padding: ${s4}px ${s8}px;
  selection-background-color: $accent; selection-color: $accent_ink; }
QLineEdit, QComboBox, QSpinBox { min-height: ${s20}px; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QSpinBox:focus { border-color: $ink; }
QLineEdit:read-only, QPlainTextEdit[fixed="true"], QComboBox:disabled {
  background: $derived; border-color: $line; }
QLineEdit[fault="stop"], QPlainTextEdit[fault="stop"], QComboBox[fault="stop"] {
  border-color: $stop; background: $stop_soft; }
QLineEdit[fault="explain"], QPlainTextEdit[fault="explain"], QComboBox[fault="explain"] {
  border-color: $explain; }
QTableView QLineEdit, QTableView QComboBox, QTableView QPlainTextEdit {
  border: 2px solid $accent; border-radius: 0;
  padding: 0 ${s4}px; min-height: 0; }
QComboBox { combobox-popup: 0; }
QComboBox::drop-down { border: none; width: ${s24}px; }
QComboBox::down-arrow { image: url($chevron); width: ${s12}px; height: ${s12}px; }
QComboBox QAbstractItemView, QListView { background: $surface; color: $ink; border: ${b}px solid $strong;
  selection-background-color: $accent; selection-color: $accent_ink; }
QComboBox QAbstractItemView::item { min-height: ${s26}px; padding: 0 ${s8}px; }
QComboBox QAbstractItemView::item:selected { background: $accent; color: $accent_ink; }
QListWidget#pages { background: $raised; border: none; }
QListWidget#pages::item { color: $ink; padding: ${s4}px; border-radius: ${s6}px; }
QListWidget#pages::item:selected { background: $accent_soft; color: $ink; border: 1px solid $accent; }
QCheckBox, QRadioButton { spacing: ${s8}px; min-height: ${s24}px; }
QCheckBox::indicator, QRadioButton::indicator { width: ${s16}px; height: ${s16}px; background: $entry;
  border: ${b}px solid $edge; }
QRadioButton::indicator { border-radius: ${s8}px; }
QCheckBox::indicator { border-radius: ${s3}px; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url($tick); }
QRadioButton::indicator:checked { border-color: $accent; background: qradialgradient(cx:0.5, cy:0.5,
  radius:0.5, fx:0.5, fy:0.5, stop:0 $accent, stop:0.55 $accent, stop:0.65 $entry, stop:1 $entry); }
QProgressBar { background: $line; border: none; border-radius: ${s4}px; min-height: ${s8}px;
  max-height: ${s8}px; text-align: center; color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: ${s4}px; }

QTableView { background: $surface; color: $ink; border: none; gridline-color: $line;
  selection-background-color: $accent_soft; selection-color: $ink; }
QHeaderView { background: $raised; }
QHeaderView::section { background: $raised; color: $muted; border: none;
  border-bottom: ${b}px solid $strong; padding: ${s4}px ${s8}px; font-size: ${small}px; font-weight: 600; }
QHeaderView::section:vertical { border-bottom: ${b}px solid $line; color: $ink; font-weight: 400;
  font-size: ${body}px; background: $surface; }
QTableCornerButton::section { background: $raised; border: none; border-bottom: ${b}px solid $strong; }

QListView#choices::item { min-height: ${s26}px; padding: 0 ${s8}px; }
QListView#choices::item:selected { background: $accent; color: $accent_ink; }
QFrame#calendar { background: $surface; border: ${b}px solid $strong; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $raised; }
QCalendarWidget QToolButton { color: $ink; font-weight: 600; }
QCalendarWidget QAbstractItemView { border: none; selection-background-color: $accent;
  selection-color: $accent_ink; }

QTabWidget::pane { border: none; }
QTabWidget::tab-bar { left: ${s12}px; }
QTabWidget#charts::tab-bar { left: 0; }
QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: $muted; padding: ${s6}px ${s2}px; margin-right: ${s12}px;
  border: none; border-bottom: 3px solid transparent; }
QTabWidget#side QTabBar::tab { margin-right: ${s6}px; }
QTabBar::tab:selected { color: $ink; font-weight: 600; border-bottom: 3px solid $accent; }
QTabBar::tab:hover { color: $ink; }
QScrollArea { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: ${s12}px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ${s12}px; margin: 0; }
QScrollBar::handle { background: $edge; border-radius: ${s4}px; margin: ${s2}px; min-height: ${s24}px;
  min-width: ${s24}px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: ${b}px; }
QMenu { background: $surface; color: $ink; border: ${b}px solid $strong; padding: ${s4}px; }
QMenu::item { padding: ${s6}px ${s24}px ${s6}px ${s12}px; border-radius: ${s4}px; }
QMenu::item:selected { background: $accent; color: $accent_ink; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: ${b}px; background: $line; margin: ${s4}px; }
""")


def style_sheet(tokens: Tokens, factor: float) -> str:
    """The sheet for a theme with text at ``factor`` times its usual size."""
    lengths = {f"s{n}": round(n * factor) for n in (2, 3, 4, 6, 8, 9, 10, 12, 16, 18, 20, 24, 26)}
    sizes = {name: round(size * factor) for name, size in SIZES.items()}
    colours = {name: getattr(tokens, name) for name in tokens.__struct_fields__}
    tone = "dark" if tokens.name == "light" else "light"
    images = {
        "chevron": resource_path("icons", f"sheet-chevron-{tone}.svg").as_posix(),
        "tick": resource_path(
            "icons", f"sheet-tick-{'light' if tokens.name == 'light' else 'dark'}.svg"
        ).as_posix(),
    }
    colours["icon_ground"] = tokens.surface if tokens.name == "light" else tokens.ink  # Qt's own are dark
    colours["off"] = "dashed" if tokens.muted == tokens.ink else "solid"  # where no paler ink says it
    return _SHEET.substitute(colours, b=tokens.border, **lengths, **sizes, **images)
