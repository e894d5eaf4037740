"""The one explicit list of the channels there are."""

from xubao.channels.call_list import write_call_list

CHANNELS = {"call_list": write_call_list}
"""Channel id to what carries it out; a new channel is a new file here and a new line."""
