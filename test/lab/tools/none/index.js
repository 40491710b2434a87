// A plugin for webpack that does nothing.
module.exports = class {
  apply() {}
};
